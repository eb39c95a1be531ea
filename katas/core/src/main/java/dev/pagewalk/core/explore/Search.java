package dev.pagewalk.core.explore;

/**
 * What an engine did.
 *
 * @param engine the engine
 * @param executions how often it told the story to an end
 * @param redundant how often it stopped in the middle, because another execution covers what would follow
 * @param exhausted whether it came to its end before its budget did
 */
public record Search(Engine engine, long executions, long redundant, boolean exhausted) {}
