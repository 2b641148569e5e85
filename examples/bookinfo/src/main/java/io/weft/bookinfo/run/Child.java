package io.weft.bookinfo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that this one started. Its output goes to a log; it ends with this process at the latest. */
final class Child {

    private final String name;
    private final Process process;
    private final Path log;
    private final Path started;

    private Child(String name, Process process, Path log, Path started) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.started = started;
    }

    static Child start(String name, Path folder, Jvm jvm, List<String> arguments, Map<String, String> variables) {
        Path log = folder.resolve(name + ".log");
        Path started = folder.resolve(name + ".started");
        try {
            Files.deleteIfExists(started);
            ProcessBuilder builder = new ProcessBuilder(jvm.command(started, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            return new Child(name, builder.start(), log, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its main method has returned, which a Spring Boot application does when it is ready. */
    void awaitStarted(long deadlineNanos) {
        await(() -> Files.exists(started), deadlineNanos);
    }

    void await(BooleanSupplier ready, long deadlineNanos) {
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended while it started; see " + log + "\n" + lastLines());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException(name + " did not start in time; see " + log + "\n" + lastLines());
            }
            Pause.millis(20);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Asks the process to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** Ends the process at once, as SIGKILL does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end; kills the process when it takes longer. */
    void awaitEnd(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
