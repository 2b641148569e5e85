package io.weft.bookinfo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are in the working copy.
 *
 * @param root the folder that holds the {@code weft} script
 */
public record Layout(Path root) {

    /** System property that names the root; the working folder by default. */
    public static final String ROOT = "weft.root";

    public Layout {
        root = root.toAbsolutePath().normalize();
    }

    public static Layout fromSystem() {
        return new Layout(Path.of(System.getProperty(ROOT, "")));
    }

    /** The rule files that come with bookinfo. */
    public Path rules() {
        return root.resolve("examples/bookinfo/rules");
    }

    public List<String> ruleNames() {
        try (Stream<Path> files = Files.list(rules())) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs, and the config folder of a run. */
    public Path runFolder(String name) {
        return root.resolve(".weft").resolve(name);
    }

    String controlPlaneClassPath() {
        return classPath("control-plane-lite", "control-plane-lite") + ":" + jar("examples/bookinfo", "bookinfo");
    }

    String bookinfoClassPath() {
        return classPath("examples/bookinfo", "bookinfo");
    }

    /** Class data shared by all services, made by the build where that worked. */
    Path sharedClasses() {
        return root.resolve("examples/bookinfo/target/bookinfo.jsa");
    }

    /** The module's jar and, from a file that the build left, the jars that it needs. */
    private String classPath(String module, String artifact) {
        Path file = root.resolve(module).resolve("target/class-path");
        try {
            return jar(module, artifact) + ":" + Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException("Build the project first: cannot read " + file, e);
        }
    }

    private Path jar(String module, String artifact) {
        return root.resolve(module).resolve("target").resolve(artifact + ".jar");
    }
}
