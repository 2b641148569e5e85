package io.weft.control.store;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Wakes up when something happens in the folders, as far as the file system tells. */
final class FolderEvents implements AutoCloseable {

    private final WatchService service;

    FolderEvents() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /** Watches these folders; for one that is watched already, nothing changes. */
    void watch(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
    }

    /** Returns at the first event, or when the time is over. */
    void await(long nanos) throws InterruptedException, ClosedWatchServiceException {
        WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = service.poll();
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
