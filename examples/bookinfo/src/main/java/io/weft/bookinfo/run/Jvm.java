package io.weft.bookinfo.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a small JVM quickly: many of them share two cores, and none lives long enough to be worth optimising.
 *
 * @param sharedClasses an archive of loaded classes; ignored where it is missing or no longer fits
 */
record Jvm(String classPath, String mainClass, Path sharedClasses) {

    List<String> command(Path started, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-XX:-UsePerfData"));
        if (Files.exists(sharedClasses)) {
            command.addAll(List.of(
                    "-XX:SharedArchiveFile=" + sharedClasses,
                    "-Xshare:auto",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr"));
        }
        command.add("-D" + Leash.STARTED + "=" + started);
        command.addAll(List.of("-cp", classPath, Leash.class.getName(), mainClass));
        command.addAll(arguments);
        return command;
    }
}
