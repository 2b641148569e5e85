package io.weft.control.config.book;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configuration as it stands: the last good version of every object of every file. Immutable; a change makes a new
 * book. A file's mistake harms the object it is in and nothing else; what could not be understood changes nothing.
 *
 * <p>Of several files that define the same object, the one written last speaks for it, as if the files had been applied
 * one after the other; when it no longer defines the object, the one written before it does. Of two VirtualServices for
 * one host of the mesh, the older one counts. Older is what was known to the book earlier; what comes at once is
 * ordered by file name and place in the file.
 */
public final class ConfigBook {

    private final MeshConfig mesh;
    /** Least recently written first. */
    private final Map<String, ParsedFile> files;

    private final Holdings holdings;
    private final ConfigSnapshot snapshot;

    private ConfigBook(MeshConfig mesh, Map<String, ParsedFile> files, Holdings holdings) {
        this.mesh = mesh;
        this.files = files;
        this.holdings = holdings;
        this.snapshot = new ConfigSnapshot(mesh, holdings.inForce());
    }

    public static ConfigBook empty(MeshConfig mesh) {
        return new ConfigBook(mesh, Map.of(), Holdings.NONE);
    }

    /**
     * The book after a change.
     *
     * @param written whole contents by file name; in the map's order, the least recently written file comes first
     * @param removed files that are gone, and their objects with them
     */
    public ConfigBook with(Map<String, byte[]> written, Set<String> removed) {
        Map<String, ParsedFile> next = new LinkedHashMap<>(files);
        next.keySet().removeAll(removed);
        ConfigReader reader = new ConfigReader(mesh);
        written.forEach((name, bytes) -> {
            ParsedFile file = reader.parse(name, bytes);
            Optional<ParsedFile> before = Optional.ofNullable(next.remove(name));
            next.put(name, before.map(file::after).orElse(file));
        });
        return new ConfigBook(mesh, next, holdings.after(next.values(), mesh));
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
