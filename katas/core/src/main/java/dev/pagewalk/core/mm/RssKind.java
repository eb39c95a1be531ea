package dev.pagewalk.core.mm;

/** What an address space's resident pages are counted as. */
public enum RssKind {
    MM_FILEPAGES,
    MM_ANONPAGES,
    MM_SHMEMPAGES
}
