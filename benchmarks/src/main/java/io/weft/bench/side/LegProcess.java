package io.weft.bench.side;

import io.weft.bench.calls.Leg;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM that is told what to do line by line, pinned to a core where the system can. */
final class LegProcess implements AutoCloseable {

    /** Room for the calls of one batch of bytes without a collection; serial, so that nothing of it runs beside. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms768m", "-Xmx768m", "-Xmn600m");

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final String first;

    private LegProcess(Process process) throws IOException {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.first = answer();
    }

    static LegProcess start(Contender contender, int core, String... flags) throws IOException {
        List<String> command = new ArrayList<>(pins() ? List.of(TASKSET.toString(), "-c", "" + core) : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", contender.classPath(), contender.main()));
        command.addAll(contender.arguments());
        return new LegProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    static boolean pins() {
        return Files.isExecutable(TASKSET);
    }

    /** What it said as soon as it was up. */
    String first() {
        return first;
    }

    String ask(String order) throws IOException {
        in.write(order + "\n");
        in.flush();
        return answer();
    }

    private String answer() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(Leg.MARK + "failed")) {
                throw new IOException(line.substring(Leg.MARK.length()));
            }
            if (line.startsWith(Leg.MARK)) {
                return line.substring(Leg.MARK.length());
            }
            said.append(line).append('\n');
        }
        throw new IOException("The process ended:\n" + said);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
