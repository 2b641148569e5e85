package io.weft.xds.cache;

import io.weft.xds.decode.Decoded;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest good version of every resource, kept in a file at most a second behind. A file that cannot be read or
 * written costs a warning and nothing else. Thread-safe; writes on a thread of its own.
 */
public final class LastKnownGood implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LastKnownGood.class);
    private static final String FILE_NAME = "last-known-good.weft";
    private static final long MAX_BYTES = 64L << 20;
    private static final long DELAY_MILLIS = 1_000;

    private final Path folder;
    private final CacheFile file;
    private final ScheduledExecutorService writer;
    private final Map<ResourceKey, byte[]> entries = new HashMap<>();
    private final Set<ResourceKey> ofThisRun = new HashSet<>();
    private boolean scheduled;

    private LastKnownGood(Path folder, String scope) {
        this.folder = folder;
        this.file = new CacheFile(folder.resolve(FILE_NAME), scope, MAX_BYTES);
        this.writer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "weft-xds-cache");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Reads what an earlier run left.
     *
     * @param scope what the resources hold for (which control plane, which namespace): what was left for another is
     *     ignored
     */
    public static LastKnownGood in(Path folder, String scope) {
        LastKnownGood cache = new LastKnownGood(folder, scope);
        try {
            cache.entries.putAll(cache.file.read());
        } catch (IOException | IllegalArgumentException e) {
            log.warn("the configuration remembered in {} is ignored: {}", folder, e.toString());
        }
        return cache;
    }

    /** The resource, if it is remembered and can still be read. */
    public synchronized Optional<Resource> get(ResourceKey key) {
        return Optional.ofNullable(entries.get(key))
                .map(bytes -> key.type().decode(bytes))
                .flatMap(Decoded::resource);
    }

    public synchronized void put(ResourceKey key, byte[] serialized) {
        entries.put(key, serialized);
        ofThisRun.add(key);
        schedule();
    }

    public synchronized void remove(ResourceKey key) {
        entries.remove(key);
        schedule();
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        writer.shutdownNow();
        boolean unwritten;
        synchronized (this) {
            unwritten = scheduled;
        }
        if (unwritten) {
            write();
        }
    }

    private void schedule() {
        if (!scheduled && !writer.isShutdown()) {
            scheduled = true;
            writer.schedule(this::write, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void write() {
        Map<ResourceKey, byte[]> bounded = takeBounded();
        try {
            file.write(bounded);
        } catch (IOException e) {
            log.warn("the configuration cannot be remembered in {}: {}", folder, e.toString());
        }
    }

    /** What was left by earlier runs and not been asked for since goes first when there is too much. */
    private synchronized Map<ResourceKey, byte[]> takeBounded() {
        scheduled = false;
        if (size() > MAX_BYTES) {
            entries.keySet().retainAll(ofThisRun);
        }
        if (size() > MAX_BYTES) {
            log.warn("more than {} MiB of configuration are not remembered in {}", MAX_BYTES >> 20, folder);
            return Map.of();
        }
        return Map.copyOf(entries);
    }

    private long size() {
        long size = 1_024;
        for (Map.Entry<ResourceKey, byte[]> entry : entries.entrySet()) {
            size += 16 + 4L * entry.getKey().name().length() + entry.getValue().length;
        }
        return size;
    }
}
