package dev.pagewalk.core.hw;

/**
 * A cached translation, as shown to people and auditors.
 *
 * @param va the first linear address that it translates
 * @param pa the first physical address of the page, or the physical address of the next table in a walk cache
 * @param pcid the process-context identifier it was made for; 0 if it is global
 * @param level 1 = 4 KiB page or PTE … ; for a walk cache the level of the entry that was cached, 2 = PDE …
 * @param writable whether R/W is 1 at every level on the path
 * @param user whether U/S is 1 at every level on the path
 * @param executeDisable whether XD is 1 at any level on the path
 * @param dirty whether the page's dirty flag is known to be set
 * @param global whether it is used whatever the current PCID is
 * @param key the protection key, 0 to 15
 */
public record TlbEntry(long va, long pa, int pcid, int level, boolean writable, boolean user,
        boolean executeDisable, boolean dirty, boolean global, int key) {

    static TlbEntry of(long va, int pcid, long translation, int level) {
        return new TlbEntry(va, translation & Entry.FRAME, pcid, level,
                has(translation, Translation.WRITABLE), has(translation, Translation.USER),
                has(translation, Translation.EXECUTE_DISABLE), has(translation, Translation.DIRTY),
                has(translation, Translation.GLOBAL), (int) (translation & Translation.KEY));
    }

    static TlbEntry ofTable(long va, int pcid, long entry, int level) {
        return new TlbEntry(va, entry & Entry.FRAME, pcid, level, has(entry, Entry.WRITABLE), has(entry, Entry.USER),
                has(entry, Entry.EXECUTE_DISABLE), false, false, 0);
    }

    private static boolean has(long word, long bit) {
        return (word & bit) != 0;
    }
}
