package io.weft.xds;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread with timers, which says when a task failed and ignores tasks after its end. */
final class SourceThread extends ScheduledThreadPoolExecutor {

    private static final Logger log = LoggerFactory.getLogger(SourceThread.class);

    SourceThread(String name) {
        super(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        setRejectedExecutionHandler(new DiscardPolicy());
        setRemoveOnCancelPolicy(true);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? failure(task) : thrown;
        if (failure != null) {
            log.error("a task failed", failure);
        }
    }

    /** What went wrong in a task; the executor keeps it in the task's future, where nobody would look. */
    private static @Nullable Throwable failure(Runnable task) {
        if (!(task instanceof Future<?> future) || !future.isDone()) {
            return null;
        }
        try {
            Object ignored = future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
