package io.weft.runtime;

import io.weft.model.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What Linux tells of the timers of TCP connections. */
public final class KernelTimers {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final String KEEP_ALIVE = "02";
    private static final int MILLIS_PER_TICK = 10;

    private KernelTimers() {}

    public static boolean areTold() {
        return TABLES.stream().allMatch(Files::exists);
    }

    /** When the open connections to that address are probed unless something comes; those that are not are left out. */
    public static List<Duration> keepAlive(Address peer) {
        String port = String.format(Locale.ROOT, ":%04X", peer.port());
        return TABLES.stream()
                .flatMap(KernelTimers::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(line -> line.length > 5 && line[2].endsWith(port) && line[3].equals(ESTABLISHED))
                .map(line -> line[5].split(":"))
                .filter(timer -> timer[0].equals(KEEP_ALIVE))
                .map(timer -> Duration.ofMillis(Long.parseLong(timer[1], 16) * MILLIS_PER_TICK))
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
