package io.weft.control.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of YAML files ({@code *.yaml}, {@code *.yml}, in it and one level below), watched for changes.
 *
 * <p>One thread, {@code weft-folder}, waits for the file system's events; whatever happens, it lists the folder and
 * compares. It lists once a second without events, too, as some file systems send none.
 */
public final class ConfigFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfigFolder.class);
    private static final long RESCAN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path root;
    private final int maxBytes;
    private final FolderState state = new FolderState();
    private final FolderEvents events;
    private String trouble = "";

    private ConfigFolder(Path root, int maxBytes) throws IOException {
        this.root = root;
        this.maxBytes = maxBytes;
        this.events = new FolderEvents();
    }

    /**
     * Opens a folder. What it holds is handed over before this returns, and every change later, from the folder's
     * thread.
     *
     * @param maxBytes of a file; of a longer one, one byte more is handed over, so that its reader can tell
     * @throws IOException if the folder cannot be read now
     */
    public static ConfigFolder open(Path root, int maxBytes, Consumer<FolderChange> listener) throws IOException {
        Listing listing = Listing.of(root);
        ConfigFolder folder = new ConfigFolder(root, maxBytes);
        folder.events.watch(listing.folders());
        // Listed again: what was written before the watch began would go unnoticed for a second.
        List<String> names = folder.state.begin(Listing.of(root).files());
        listener.accept(new FolderChange(folder.read(names), Set.of(), ""));
        Thread thread = new Thread(() -> folder.run(listener), "weft-folder");
        thread.setDaemon(true);
        thread.start();
        return folder;
    }

    /** What the folder holds now, least recently written first; nothing is watched. */
    public static Map<String, byte[]> contents(Path root, int maxBytes) throws IOException {
        try (ConfigFolder folder = new ConfigFolder(root, maxBytes)) {
            return folder.read(folder.state.begin(Listing.of(root).files()));
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }

    private void run(Consumer<FolderChange> listener) {
        long wait = 0;
        while (true) {
            try {
                events.await(wait);
                wait = look(listener);
            } catch (ClosedWatchServiceException | InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("The change of {} could not be handled", root, e);
                wait = RESCAN_NANOS;
            }
        }
    }

    private long look(Consumer<FolderChange> listener) {
        Map<String, Stamp> files = Collections.emptyMap();
        String now = "";
        try {
            Listing listing = Listing.of(root);
            events.watch(listing.folders());
            files = listing.files();
            now = listing.truncated() ? "only the first " + Listing.MAX_FILES + " files are read" : "";
        } catch (IOException e) {
            now = "the folder cannot be read (" + e + "); what was read last stays in force";
        }
        FolderState.Decision decision = state.observe(files, System.nanoTime(), System.currentTimeMillis());
        if (now.isEmpty() && decision.emptied()) {
            now =
                    "all files vanished at once; what they held stays in force. To empty the mesh, leave an empty .yaml file";
        }
        if (!decision.read().isEmpty() || !decision.gone().isEmpty() || !now.equals(trouble)) {
            trouble = now;
            listener.accept(new FolderChange(read(decision.read()), decision.gone(), now));
        }
        return Math.min(decision.lookAgain().orElse(RESCAN_NANOS), RESCAN_NANOS);
    }

    private Map<String, byte[]> read(List<String> names) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String name : names) {
            try (InputStream in = Files.newInputStream(root.resolve(name))) {
                contents.put(name, in.readNBytes(maxBytes + 1));
            } catch (IOException e) {
                // Deleted meanwhile, or not readable: as if its change had not been seen yet.
                log.info("{} cannot be read: {}", name, e.toString());
                state.unread(name);
            }
        }
        return contents;
    }
}
