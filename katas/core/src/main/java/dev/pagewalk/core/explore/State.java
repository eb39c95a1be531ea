package dev.pagewalk.core.explore;

/** What a {@link Strategy} may look at when it chooses. Sets of agents are bit masks. */
interface State {
    /** Steps carried out so far. */
    int depth();

    /** Who can take the next step. */
    long enabled();

    /** The CPU that took the last step, or -1. */
    int last();

    /** Whether an agent has come to an access; always true of an agent that is not a CPU. */
    boolean stands(int agent);

    /** The next access of an agent that {@link #stands}. */
    Access next(int agent);

    /** In how many ways the next access of an enabled agent can go. */
    int choices(int agent);

    Memory memory();
}
