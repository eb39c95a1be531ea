package dev.pagewalk.desk;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Retold;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.NamedStory;
import dev.pagewalk.core.scene.Stories;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code kata replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Run a story of several CPUs with your katas, in one order, and print every step.",
            "Without a story: lists those of the kata. Without a schedule: tries every order.",
            "STEPS is a character a step: 0 is CPU 0, 1 is CPU 1, a is CPU 0's store buffer, b that of CPU 1.",
            "00001{14} is four steps of CPU 0 and then 14 of CPU 1. A ' after one: in its second way (an older value, under a weak model)."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Pattern STEPS = Pattern.compile("(?:[0-9a-j]'*(?:\\{\\d{1,6}})?)+");

    @ParentCommand
    Main main;

    @Parameters(index = "0", paramLabel = "KATA", description = "For example k1.")
    String named;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STORY", defaultValue = "", description = "For example \"put / put\".")
    String story;

    @Option(names = {"-s", "--schedule"}, paramLabel = "STEPS", description = "Which CPU takes each step, as a failure prints it: 0011110.")
    String schedule;

    @Option(names = "--model", paramLabel = "MODEL", defaultValue = "sc",
            description = "What CPUs see of each other: sc, tso or weak. Default: ${DEFAULT-VALUE}.")
    String model;

    @Option(names = "--debug", arity = "0..1", paramLabel = "PORT", fallbackValue = "5005",
            description = "Wait for a debugger at this port first. Default: ${FALLBACK-VALUE}.")
    Integer debug;

    @Override
    public Integer call() {
        Desk desk = main.desk();
        Kata kata = Kata.called(named);
        List<NamedStory> stories = stories(kata);
        if (story.isBlank() && schedule == null) {
            main.print("Stories of kata " + kata.number() + ", to be told by: kata replay " + kata.id() + " \"STORY\"");
            stories.forEach(each -> main.print("  " + each.name()));
            return 0;
        }
        NamedStory chosen = chosen();
        expectSteps();
        memoryModel();
        if (debug != null) {
            return new Debugging(main, debug).replay(kata, chosen, schedule, model);
        }
        try (Players players = Players.of(desk, kata)) {
            return tell(chosen, players);
        }
    }

    private static List<NamedStory> stories(Kata kata) {
        List<NamedStory> stories = Stories.all().stream().filter(each -> each.kata().equals(kata.id())).toList();
        if (stories.isEmpty()) {
            throw new Trouble("No story of kata " + kata.number() + " can be told here; kata 1 and kata 3 have some.");
        }
        return stories;
    }

    /** The story that was asked for. */
    NamedStory chosen() {
        Kata kata = Kata.called(named);
        return stories(kata).stream().filter(each -> squeezed(each.name()).equals(squeezed(story))).findFirst()
                .orElseThrow(() -> new Trouble((story.isBlank() ? "Say which story the schedule is of" : "Kata " + kata.number() + " has no story '" + story + "'")
                        + ": 'kata replay " + kata.id() + "' lists them."));
    }

    private void expectSteps() {
        if (schedule != null && !STEPS.matcher(schedule).matches()) {
            throw new Trouble("--schedule " + schedule + " is mistyped: a digit for each step says which CPU takes it, as in 0011110 or 00001{14}. 'kata help replay' tells more.");
        }
    }

    /** In the order that was asked for, or in all of them. */
    int tell(NamedStory chosen, Supplier<MmOps> players) {
        Explorer explorer = Explorer.standard().under(memoryModel());
        return schedule == null ? explore(explorer, chosen, chosen.with(players)) : retell(explorer, chosen, chosen.with(players));
    }

    /** As people type it: spaces and capitals do not matter. */
    private static String squeezed(String name) {
        return name.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    private MemoryModel memoryModel() {
        for (MemoryModel each : MemoryModel.values()) {
            if (each.name().equalsIgnoreCase(model)) {
                return each;
            }
        }
        throw new Trouble("There is no memory model '" + model + "': say sc, tso or weak.");
    }

    private int explore(Explorer explorer, NamedStory chosen, Scenario<?> scenario) {
        Outcome outcome = explorer.explore(scenario);
        if (outcome.failure().isEmpty()) {
            main.print(main.ink().green(chosen.name() + ": " + (outcome.isExhausted() ? "every order ends well" : "no order that was tried ends badly"))
                    + " (" + outcome.executions() + " tried)");
            return 0;
        }
        Failure failure = outcome.failure().get();
        if (failure.cause() instanceof NotWrittenYet todo) {
            return waits(todo);
        }
        main.print(failure.text(main.ink().width()).lines().toList());
        main.print("");
        main.print("Step by step, with a debugger:");
        Stories.replay(failure).ifPresent(command -> main.print("  " + command + " --debug"));
        return Main.RED;
    }

    /** One order; where it cannot happen with these katas, as one that came about with others may not, a bad one that can. */
    private int retell(Explorer explorer, NamedStory chosen, Scenario<?> scenario) {
        Retold retold;
        try {
            retold = explorer.retell(scenario, schedule);
        } catch (IllegalArgumentException doesNotFit) {
            main.say("With your katas as they are now this order cannot happen (" + doesNotFit.getMessage() + "). Every other order is tried instead:");
            main.print("");
            return explore(explorer, chosen, scenario);
        }
        Optional<Failure> failure = retold.failure();
        if (failure.isPresent() && failure.get().cause() instanceof NotWrittenYet todo) {
            return waits(todo);
        }
        main.print(retold.text(main.ink().width()).lines().toList());
        if (failure.isEmpty()) {
            main.print("");
            main.say("An order that failed with other katas, or before you changed yours, may end well with these. Without --schedule every order is tried.");
        }
        return failure.isPresent() ? Main.RED : 0;
    }

    private int waits(NotWrittenYet todo) {
        main.print(main.ink().yellow("waits for you: " + todo.getMessage()));
        return 0;
    }
}
