package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.isolation.Level;

/** Says how well submissions are confined, and whether that will do. */
final class Isolated {
    private Isolated() {}

    /** What is said of a level that is as strong as required. */
    static String verified(Level reached, Level required) throws BadInput {
        if (reached.compareTo(required) < 0) {
            throw new BadInput("This machine confines submissions by " + reached + ", and " + required.word()
                    + " is required: install bubblewrap, or see handouts/instructor/isolation.adoc.");
        }
        boolean almighty = reached == Level.LIMITS && "root".equals(System.getProperty("user.name"));
        return reached + (almighty ? "; and you are root: grade as a user of its own, or install bubblewrap" : "");
    }
}
