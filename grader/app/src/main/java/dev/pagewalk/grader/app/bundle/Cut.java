package dev.pagewalk.grader.app.bundle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What students get: the katas without the core's own tests, which hold plain implementations of what is to be written, and
 * the desk's, which need more than a bundle has; the handouts as pages; the licence.
 */
public final class Cut {
    private static final String TESTS = "(?:core|desk)/src/test/.*";

    private Cut() {}

    /**
     * Cuts it out.
     *
     * @param house all files of the repository
     * @param pages the handouts as a site; may be empty
     * @throws BundleProblem if the house holds no katas
     */
    public static Tree of(Tree house, Tree pages) throws BundleProblem {
        Tree katas = house.below("katas").only(path -> !path.matches(TESTS));
        if (!katas.files().containsKey("pom.xml")) {
            throw new BundleProblem("The newest commit has no katas/pom.xml: run it in a checkout of Pagewalk.");
        }
        SortedMap<String, Blob> files = new TreeMap<>(katas.files());
        for (Map.Entry<String, Blob> page : pages.files().entrySet()) {
            files.put("handouts/" + page.getKey(), page.getValue());
        }
        Blob licence = house.files().get("LICENSE");
        if (licence != null) {
            files.put("LICENSE", licence);
        }
        return new Tree(files);
    }
}
