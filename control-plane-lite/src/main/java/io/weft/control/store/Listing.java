package io.weft.control.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The YAML files of a folder and of the folders in it, one level deep. Names that begin with a dot are passed over:
 * they are what editors and Kubernetes' volumes work with.
 */
record Listing(Map<String, Stamp> files, List<Path> folders, boolean truncated) {

    static final int MAX_FILES = 10_000;

    static Listing of(Path root) throws IOException {
        Map<String, Stamp> files = new TreeMap<>();
        List<Path> folders = new ArrayList<>(List.of(root));
        boolean whole = list(root, "", files, folders);
        for (Path folder : folders.subList(1, folders.size()).toArray(Path[]::new)) {
            try {
                whole &= list(folder, folder.getFileName() + "/", files, new ArrayList<>());
            } catch (NoSuchFileException e) {
                // deleted between the two listings
                continue;
            }
        }
        return new Listing(files, folders, !whole);
    }

    private static boolean list(Path folder, String prefix, Map<String, Stamp> files, List<Path> folders)
            throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path path : entries) {
                String name = String.valueOf(path.getFileName());
                if (name.startsWith(".")) {
                    continue;
                }
                if (isYaml(name)) {
                    if (files.size() >= MAX_FILES) {
                        return false;
                    }
                    stamp(path, prefix + name, files);
                } else if (Files.isDirectory(path)) {
                    folders.add(path);
                }
            }
        }
        return true;
    }

    private static void stamp(Path path, String name, Map<String, Stamp> files) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile()) {
                Object file = Objects.requireNonNullElse(attributes.fileKey(), "");
                files.put(
                        name,
                        new Stamp(
                                attributes.size(), attributes.lastModifiedTime().toMillis(), file));
            }
        } catch (NoSuchFileException e) {
            // deleted since it was listed, or a symlink to nothing
            return;
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
