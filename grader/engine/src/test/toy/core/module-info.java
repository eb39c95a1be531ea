module toy.core {
    exports toy.core;
}
