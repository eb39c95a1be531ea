package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.Submission;

/** The references in the place of a submission's classes: what a check counts then is what it could have cost. */
record ReferenceSubmission(Submission submission) implements Submission {
    @Override
    public <T> T create(Class<T> contract) {
        return submission.reference(contract);
    }

    @Override
    public boolean holds(Class<?> contract) {
        return submission.holds(contract);
    }

    @Override
    public <T> T reference(Class<T> contract) {
        return submission.reference(contract);
    }

    @Override
    public String source(Class<?> contract) {
        return submission.source(contract);
    }

    @Override
    public long seed() {
        return submission.seed();
    }
}
