package io.weft.control.store;

import java.util.Map;
import java.util.Set;

/**
 * What happened in the folder since the last change.
 *
 * @param written whole contents by the file's path below the folder, with {@code /}; in the map's order,
 *     the least recently written file comes first
 * @param removed files that are gone
 * @param trouble what is wrong with the folder as a whole while its last state stays in force; empty if nothing is
 */
public record FolderChange(Map<String, byte[]> written, Set<String> removed, String trouble) {}
