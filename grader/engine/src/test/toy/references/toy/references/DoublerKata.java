package toy.references;

import toy.core.Doubler;

public final class DoublerKata implements Doubler {

    @Override
    public int twice(int a) {
        return 2 * a;
    }
}
