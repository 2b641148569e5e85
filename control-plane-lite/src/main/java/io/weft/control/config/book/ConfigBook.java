package io.weft.control.config.book;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The configuration as it stands: the last good version of every object of every file. Immutable; a change makes a new
 * book. A file's mistake harms the object it is in and nothing else; what could not be understood changes nothing.
 *
 * <p>Of two files that define the same object, the one that did so first counts. Of two VirtualServices for one host of
 * the mesh, the older one does. Older is what was known to the book earlier; what comes at once is ordered by file name
 * and place in the file, so that a folder read afresh always gives the same result.
 */
public final class ConfigBook {

    private final MeshConfig mesh;
    private final SortedMap<String, ParsedFile> files;
    private final Holdings holdings;
    private final ConfigSnapshot snapshot;

    private ConfigBook(MeshConfig mesh, SortedMap<String, ParsedFile> files, Holdings holdings) {
        this.mesh = mesh;
        this.files = files;
        this.holdings = holdings;
        this.snapshot = new ConfigSnapshot(mesh, holdings.inForce());
    }

    public static ConfigBook empty(MeshConfig mesh) {
        return new ConfigBook(mesh, new TreeMap<>(), Holdings.NONE);
    }

    /**
     * The book after a change.
     *
     * @param written whole contents by file name
     * @param removed files that are gone, and their objects with them
     */
    public ConfigBook with(Map<String, byte[]> written, Set<String> removed) {
        SortedMap<String, ParsedFile> next = new TreeMap<>(files);
        next.keySet().removeAll(removed);
        ConfigReader reader = new ConfigReader(mesh);
        for (String name : new TreeSet<>(written.keySet())) {
            next.put(name, reader.parse(name, written.getOrDefault(name, new byte[0])));
        }
        return new ConfigBook(mesh, next, holdings.after(next, mesh));
    }

    /** The objects in force. */
    public ConfigSnapshot snapshot() {
        return snapshot;
    }

    /** All that is wrong with the files as they are now, by place. */
    public List<Problem> problems() {
        return Stream.concat(
                        files.values().stream().flatMap(file -> file.problems().stream()), holdings.problems().stream())
                .sorted()
                .toList();
    }
}
