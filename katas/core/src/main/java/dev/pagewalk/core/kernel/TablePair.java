package dev.pagewalk.core.kernel;

/** Two tables that are locked together, the lower address first; they may be one. */
record TablePair(LockedTable from, LockedTable to) {

    void lock() {
        boolean fromFirst = from.page().pfn() <= to.page().pfn();
        (fromFirst ? from : to).lock();
        if (!isOne()) {
            (fromFirst ? to : from).lock();
        }
    }

    void unlock() {
        to.unlock();
        if (!isOne()) {
            from.unlock();
        }
    }

    private boolean isOne() {
        return from.page().pfn() == to.page().pfn();
    }
}
