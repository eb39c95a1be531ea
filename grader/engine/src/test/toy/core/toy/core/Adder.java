package toy.core;

public interface Adder {

    int add(int a, int b);

    int sum(int[] values);
}
