module toy.references {
    requires toy.core;
}
