package io.weft.bench.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import io.weft.spi.MeshEvents;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The least that telemetry can be: a timer for each cluster, looked up once and held. */
final class HeldTimers implements MeshEvents {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    @Override
    public void attempted(RequestHead head, Cluster cluster, Endpoint endpoint, Outcome outcome, long nanos) {
        timer(cluster.name()).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String cluster) {
        Timer held = timers.get(cluster);
        return held != null ? held : timers.computeIfAbsent(cluster, name -> registry.timer("calls", "cluster", name));
    }
}
