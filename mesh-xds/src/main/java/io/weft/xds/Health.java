package io.weft.xds;

import io.weft.spi.SourceStatus;
import io.weft.xds.decode.ResourceType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of the connection. Written by one thread, read by any. */
final class Health {

    private final String server;
    private final InstantSource clock;
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private volatile @Nullable Instant staleSince;
    private volatile String lastFailure = "no answer yet";
    private volatile boolean fromDisk;
    private volatile @Nullable String lastRejection;

    Health(String server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        this.staleSince = clock.instant();
    }

    boolean connected() {
        return staleSince == null;
    }

    String lastFailure() {
        return lastFailure;
    }

    void connectedNow() {
        staleSince = null;
    }

    /** Says whether there was a connection up to now. */
    boolean disconnectedNow(String why) {
        lastFailure = why;
        boolean before = connected();
        if (before) {
            staleSince = clock.instant();
        }
        return before;
    }

    void accepted(ResourceType type, String version) {
        versions.put(type.name(), version);
    }

    void rejected(String why) {
        lastRejection = why;
    }

    void fromDisk(boolean fromDisk) {
        this.fromDisk = fromDisk;
    }

    SourceStatus status() {
        Instant stale = staleSince;
        return new SourceStatus(
                stale == null,
                server,
                Optional.ofNullable(stale),
                fromDisk,
                versions,
                Optional.ofNullable(lastRejection));
    }
}
