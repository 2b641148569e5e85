package io.weft.bench;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What it costs that threads share: two that call one target, beside two that have nothing in common. */
final class ThreadsBench {

    private ThreadsBench() {}

    static void run(Table table) {
        row(table, "engine", EngineBench::anyCall);
        Timer timer = new SimpleMeterRegistry().timer("calls");
        Runnable record = () -> timer.record(1, TimeUnit.NANOSECONDS);
        row(table, "Micrometer Timer.record", () -> record);
    }

    private static void row(Table table, String what, Supplier<Runnable> calls) {
        Runnable shared = calls.get();
        double alone = Together.nanos(List.of(shared));
        double apart = Together.nanos(List.of(calls.get(), calls.get()));
        double together = Together.nanos(List.of(shared, shared));
        table.row(what, alone, apart, together, together / alone, together / apart);
    }
}
