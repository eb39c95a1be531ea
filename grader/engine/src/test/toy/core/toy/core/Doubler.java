package toy.core;

public interface Doubler {

    int twice(int a);
}
