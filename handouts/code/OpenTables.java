import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.PksSection;

/** How page tables are opened for writing. */
class OpenTables {
    void write(GroupedPageCache gpc) {
        // tag::open[]
        try (PksSection open = gpc.platform().keys().openTables()) {
            // this CPU may write to page tables
        }
        // end::open[]
    }
}
