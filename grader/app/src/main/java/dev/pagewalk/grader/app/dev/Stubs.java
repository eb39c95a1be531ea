package dev.pagewalk.grader.app.dev;

import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Stubs are what their references say. */
final class Stubs {
    private static final String REPAIR = "mvn -q -pl grader/app -am test -Dtest=StubTest -Dsurefire.failIfNoSpecifiedTests=false -Dpagewalk.writeStubs=true";

    private Stubs() {}

    static List<Complaint> complaints(House house, Kata kata) {
        String stub = House.text(house.stub(kata));
        try {
            boolean inSync = Stub.of(House.text(house.reference(kata))).equals(stub);
            return inSync ? List.of() : List.of(new Complaint(house.name(house.stub(kata)), "it is not what its reference says", REPAIR));
        } catch (IllegalArgumentException e) {
            return List.of(new Complaint(house.name(house.reference(kata)), String.valueOf(e.getMessage()), "grep -n 'SOLUTION\\|STUB' " + house.name(house.reference(kata))));
        }
    }
}
