package io.weft.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application that can be started, in a JVM of its own with that JVM's default flags.
 *
 * @param jars its class path
 */
record Startup(List<Path> jars) {

    private static final String MAIN = "io.weft.bench.startup.StartupApplication";

    /**
     * One start.
     *
     * @param millis from the begin of the JVM until the application is ready
     * @param heap bytes in use then, after a collection
     * @param classes that are loaded then
     */
    record Seen(double millis, double heap, double classes) {}

    static Startup bare(Path benchmarks) throws IOException {
        Path target = benchmarks.resolve("startup-bare/target");
        return new Startup(Stream.concat(Stream.of(target.resolve("startup-bare.jar")), classPath(target))
                .toList());
    }

    /** The bare application is a dependency of this one. */
    static Startup meshed(Path benchmarks) throws IOException {
        return new Startup(
                classPath(benchmarks.resolve("startup-meshed/target")).toList());
    }

    private static Stream<Path> classPath(Path target) throws IOException {
        return Stream.of(Files.readString(target.resolve("class-path")).strip().split(File.pathSeparator))
                .map(Path::of);
    }

    long bytes() throws IOException {
        long sum = 0;
        for (Path jar : jars) {
            sum += Files.size(jar);
        }
        return sum;
    }

    /** Without a control plane to be found: an application starts all the same. */
    Seen once() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                jars.stream().map(Path::toString).toList()),
                        MAIN,
                        "--server.port=0",
                        "--mesh.control-plane.address=localhost:1")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> line.startsWith("startup "))
                .map(line -> line.split(" "))
                .map(parts -> new Seen(
                        Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Double.parseDouble(parts[3])))
                .findFirst()
                .orElseThrow(() -> new IOException("The application did not start:\n" + said));
    }
}
