/** Reference implementations of the katas. */
module dev.pagewalk.solutions {
    requires dev.pagewalk.core;
    exports dev.pagewalk.solutions.k1_refcount;
    exports dev.pagewalk.solutions.k2_fork;
    exports dev.pagewalk.solutions.k3_break;
}
