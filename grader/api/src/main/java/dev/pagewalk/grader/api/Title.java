package dev.pagewalk.grader.api;

import java.util.Map;
import java.util.regex.Pattern;

/** The name of a check as a sentence. A Java name has no room for what kernel developers write in capitals; that comes back here. */
public final class Title {
    private static final Map<String, String> SPELT = Map.ofEntries(
            Map.entry("cpu", "CPU"), Map.entry("cpus", "CPUs"), Map.entry("dontcopy", "DONTCOPY"), Map.entry("dontneed", "DONTNEED"),
            Map.entry("enomem", "ENOMEM"), Map.entry("gfp", "GFP"), Map.entry("mmu", "MMU"), Map.entry("pcid", "PCID"), Map.entry("pmd", "PMD"),
            Map.entry("pmds", "PMDs"), Map.entry("pte", "PTE"), Map.entry("ptes", "PTEs"), Map.entry("pud", "PUD"), Map.entry("rcu", "RCU"),
            Map.entry("rss", "RSS"), Map.entry("tlb", "TLB"), Map.entry("vma", "VMA"), Map.entry("vmas", "VMAs"),
            Map.entry("wipeonfork", "WIPEONFORK"));
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    private Title() {}

    /** {@code without_memory_it_returns_enomem} is {@code without memory it returns ENOMEM}. */
    public static String of(String name) {
        return WORD.matcher(name.replace('_', ' ')).replaceAll(word -> SPELT.getOrDefault(word.group(), word.group()));
    }
}
