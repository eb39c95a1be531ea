/** The provided machine. Depends on nothing but the JDK, and has never heard of who grades. */
module dev.pagewalk.core {
    exports dev.pagewalk.core.hook;
    exports dev.pagewalk.core.hw;
    exports dev.pagewalk.core.mm;
    exports dev.pagewalk.core.contract;
    exports dev.pagewalk.core.kernel;
    exports dev.pagewalk.core.debug;
    exports dev.pagewalk.core.explore;
    exports dev.pagewalk.core.explore.corpus;
    exports dev.pagewalk.core.scene;
    exports dev.pagewalk.core.history;
}
