package dev.pagewalk.grader.api;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a check its parameter of type {@link Submission}: the one that whoever runs the checks has put into the
 * store of the launcher's session, in a namespace of this class alone, under {@link #KEY}.
 */
public final class SubmissionParameter implements ParameterResolver {
    /** The key in the store. */
    public static final String KEY = "submission";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext check) {
        return parameter.getParameter().getType() == Submission.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext check) {
        Submission submission = check.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SubmissionParameter.class))
                .get(KEY, Submission.class);
        if (submission == null) {
            throw new ParameterResolutionException(
                    "no submission is under test: checks run in the grader, which puts one into the session's store");
        }
        return submission;
    }
}
