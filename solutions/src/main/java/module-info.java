/** Reference implementations of the katas. */
module dev.pagewalk.solutions {
    requires dev.pagewalk.core;
    exports dev.pagewalk.solutions.k0_walk;
    exports dev.pagewalk.solutions.k1_refcount;
    exports dev.pagewalk.solutions.k6_cache;
    exports dev.pagewalk.solutions.k2_fork;
    exports dev.pagewalk.solutions.k3_break;
    exports dev.pagewalk.solutions.k4_pteref;
    exports dev.pagewalk.solutions.k5_reclaim;
}
