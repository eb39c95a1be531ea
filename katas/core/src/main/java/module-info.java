/** The provided machine. Depends on nothing but the JDK, and has never heard of who grades. */
module dev.pagewalk.core {
    exports dev.pagewalk.core.explore;
    exports dev.pagewalk.core.hook;
}
