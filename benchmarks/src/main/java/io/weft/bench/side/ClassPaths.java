package io.weft.bench.side;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class paths that systems run on, as the build has left them. */
record ClassPaths(Path benchmarks) {

    /** What makes the calls, on an application that is no part of the mesh. */
    String bare() throws IOException {
        return with("startup-bare");
    }

    /** The same on an application that the starter was added to. */
    String meshed() throws IOException {
        return with("startup-meshed");
    }

    /** The same beside another mesh. */
    String rival(String name) throws IOException {
        return with("rivals/" + name);
    }

    boolean hasRival(String name) {
        return Files.exists(benchmarks.resolve("rivals/" + name + "/target/class-path"));
    }

    private String with(String module) throws IOException {
        Path target = benchmarks.resolve(module + "/target");
        String own = Path.of(module).getFileName() + ".jar";
        return benchmarks.resolve("calls/target/calls.jar")
                + File.pathSeparator
                + target.resolve(own)
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
    }
}
