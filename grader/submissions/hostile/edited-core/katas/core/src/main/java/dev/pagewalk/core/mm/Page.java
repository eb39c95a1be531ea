package dev.pagewalk.core.mm;

public final class Page {}
