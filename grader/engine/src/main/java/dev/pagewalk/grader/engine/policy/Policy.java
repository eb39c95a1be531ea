package dev.pagewalk.grader.engine.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/**
 * What a submission may use. A line of its text is one of
 * <pre>
 *   allow java.lang.Math                           every member of a class
 *   allow java.lang.Object : getClass equals       these members
 *   allow dev.pagewalk.core.mm.*                   every class of a package and those below it
 *   refuse java.lang.Thread -- instead, a clause   as above, with what to use instead
 *   bootstrap java.lang.runtime.ObjectMethods      makes what the compiler writes for records, lambdas and texts
 *   # a remark
 * </pre>
 * The most precise line decides; what no line names is refused.
 */
public final class Policy {
    private static final String USUAL = "use the provided core, and of the JDK the usual values, texts and collections";

    private final List<Rule> rules = new ArrayList<>();
    private final List<String> bootstraps = new ArrayList<>();

    /** Reads a text. */
    public Policy(String text) {
        text.lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).forEach(this::add);
        rules.sort(Comparator.comparingInt(Rule::weight).reversed());
    }

    private void add(String line) {
        String[] said = line.split(" -- ", 2);
        String[] words = said[0].strip().split("[\\s:]+");
        if (words.length < 2 || !Set.of("allow", "refuse", "bootstrap").contains(words[0])) {
            throw new IllegalArgumentException("a policy says allow, refuse or bootstrap, and a class, but not: " + line);
        }
        String type = words[1].endsWith(".*") ? words[1].substring(0, words[1].length() - 1) : words[1];
        if (words[0].equals("bootstrap")) {
            bootstraps.add(type);
        } else {
            Set<String> members = Arrays.stream(words).skip(2).collect(Collectors.toSet());
            rules.add(new Rule(words[0].equals("allow"), type, members, said.length > 1 ? said[1].strip() : ""));
        }
    }

    /**
     * What is wrong with a submission, a sentence each.
     *
     * @param file name of its source
     * @param classes class files by binary name
     * @param provided sees what the submission sees besides its own
     */
    public List<String> judge(String file, Map<String, byte[]> classes, ClassLoader provided) {
        Declarations declarations = new Declarations(classes, provided);
        List<String> objections = new ArrayList<>();
        classes.values().forEach(code -> {
            Inspector inspector = Inspector.inspect(code);
            inspector.oddities().forEach((what, line) -> objections.add(place(file, line) + what + " is not for a kata."));
            inspector.uses().forEach((use, line) ->
                    judge(use, declarations).ifPresent(sentence -> objections.add(place(file, line) + sentence)));
        });
        return objections.stream().distinct().sorted(Comparator.comparingInt(Policy::line)).toList();
    }

    private static String place(String file, int line) {
        return line == 0 ? file + ": " : file + ":" + line + ": ";
    }

    private static int line(String objection) {
        String rest = objection.substring(objection.indexOf(':') + 1);
        String digits = rest.substring(0, Math.max(0, rest.indexOf(':')));
        return digits.matches("\\d+") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private Optional<String> judge(Use use, Declarations declarations) {
        if (use.kind() == Use.Kind.CLASS) {
            return use.isPrimitiveArray() || declarations.isOwn(use.ofElement().owner()) ? Optional.empty() : judgeType(use.ofElement());
        }
        String declaring = declarations.declaring(use);
        if (declarations.isOwn(declaring)) {
            return Optional.empty();
        }
        String type = declaring.replace('/', '.');
        return use.kind() == Use.Kind.BOOTSTRAP && bootstraps.contains(type) ? Optional.empty() : judgeMember(type, use);
    }

    private Optional<String> judgeType(Use use) {
        String type = use.owner().replace('/', '.');
        boolean isKnown = rules.stream().filter(rule -> rule.covers(type)).findFirst().filter(rule -> rule.allows() || !rule.members().isEmpty()).isPresent();
        return isKnown ? Optional.empty() : Optional.of(sentence(type, type, ""));
    }

    private Optional<String> judgeMember(String type, Use use) {
        String signature = use.name() + parameters(use);
        Optional<Rule> decides = rules.stream().filter(rule -> rule.covers(type, use.name(), signature)).findFirst();
        String shown = use.name().equals("<init>") ? "new " + type : type + "." + use.name();
        return decides.filter(Rule::allows).isPresent() ? Optional.empty() : Optional.of(sentence(shown, type, use.name()));
    }

    private static String parameters(Use use) {
        return use.kind() == Use.Kind.FIELD
                ? ""
                : Arrays.stream(Type.getArgumentTypes(use.descriptor()))
                        .map(Type::getClassName)
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private String sentence(String shown, String type, String member) {
        String instead = rules.stream()
                .filter(rule -> !rule.allows() && rule.covers(type, member, member))
                .map(Rule::instead)
                .findFirst()
                .orElse(USUAL);
        return shown + " is not for a kata: " + instead + ".";
    }
}
