package io.weft.bookinfo.story;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Calls by a few callers at once. A call that throws counts as failed. */
final class Load implements AutoCloseable {

    private final Supplier<String> call;
    private final Shares shares = new Shares();
    private final AtomicLong remaining;
    private final AtomicLong done = new AtomicLong();
    private final LongConsumer progress;
    private final ExecutorService callers;
    private final List<CompletableFuture<Void>> running;

    private Load(Supplier<String> call, int callers, long calls, LongConsumer progress) {
        this.call = call;
        this.remaining = new AtomicLong(calls);
        this.progress = progress;
        this.callers = Executors.newFixedThreadPool(callers);
        this.running = IntStream.range(0, callers)
                .mapToObj(caller -> CompletableFuture.runAsync(this::run, this.callers))
                .toList();
    }

    /** Makes the calls and returns when all have ended. */
    static Shares of(int calls, int callers, Supplier<String> call, LongConsumer progress) {
        try (Load load = new Load(call, callers, calls, progress)) {
            return load.join();
        }
    }

    /** Makes calls until there are enough, or until {@link #stop}. */
    static Load background(int callers, long calls, Supplier<String> call) {
        return new Load(call, callers, calls, done -> {});
    }

    Shares stop() {
        remaining.set(0);
        return join();
    }

    /** Waits until there are enough. */
    Shares join() {
        running.forEach(CompletableFuture::join);
        return shares;
    }

    private void run() {
        while (remaining.getAndDecrement() > 0) {
            shares.add(outcome());
            progress.accept(done.incrementAndGet());
        }
    }

    private String outcome() {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return Seen.FAILED;
        }
    }

    @Override
    public void close() {
        remaining.set(0);
        callers.shutdown();
    }
}
