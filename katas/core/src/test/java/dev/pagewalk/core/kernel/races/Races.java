package dev.pagewalk.core.kernel.races;

import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import java.util.ArrayList;
import java.util.List;

/** All races, by name. */
public final class Races {
    private Races() {}

    static List<Scenario<?>> all() {
        List<Scenario<?>> all = new ArrayList<>();
        all.addAll(FaultRaces.all());
        all.addAll(UnmapRaces.all());
        all.addAll(SwapRaces.all());
        all.addAll(SyncRaces.all());
        all.addAll(FoundRaces.all());
        return all;
    }

    static Outcome run(String name, MemoryModel model) {
        Scenario<?> scenario = all().stream().filter(race -> race.name().equals(name)).findFirst().orElseThrow();
        Explorer explorer = isUnseen(name) ? Explorer.of(Engine.TWO_PREEMPTIONS, 20_000) : Explorer.standard();
        return explorer.under(model).explore(scenario);
    }

    private static boolean isUnseen(String name) {
        return FoundRaces.UNSEEN.contains(name) || UnmapRaces.UNSEEN.contains(name);
    }

    /** The same for a caller whose classes are others: verdict or reason, executions, failure as text. */
    public static List<String> tell(String name, String model) {
        Outcome outcome = run(name, MemoryModel.valueOf(model));
        String verdict = outcome.failure().map(failure -> failure.reason().name()).orElse(outcome.verdict().name());
        return List.of(verdict, String.valueOf(outcome.executions()), outcome.failure().map(Failure::text).orElse(""));
    }
}
