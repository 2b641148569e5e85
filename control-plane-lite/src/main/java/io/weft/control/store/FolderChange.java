package io.weft.control.store;

import java.util.Set;
import java.util.SortedMap;

/**
 * What happened in the folder since the last change.
 *
 * @param written whole contents by the file's path below the folder, with {@code /}
 * @param removed files that are gone
 * @param trouble what is wrong with the folder as a whole while its last state stays in force; empty if nothing is
 */
public record FolderChange(SortedMap<String, byte[]> written, Set<String> removed, String trouble) {}
