package toy.references;

import toy.core.Adder;

public final class AdderKata implements Adder {

    @Override
    public int add(int a, int b) {
        return a + b;
    }

    @Override
    public int sum(int[] values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }
}
