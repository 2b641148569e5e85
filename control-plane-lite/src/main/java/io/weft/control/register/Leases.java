package io.weft.control.register;

import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which workload is held by which stream. For one thread at a time.
 *
 * <p>A workload whose stream is lost stays for a grace, so that a short interruption goes unnoticed. The newest stream
 * of a name speaks for it; an older one is no longer heard.
 */
final class Leases {

    private record Id(String namespace, String name) {
        static Id of(Workload workload) {
            return new Id(workload.namespace(), workload.name());
        }
    }

    private final long graceNanos;
    private final Map<Object, Id> held = new HashMap<>();
    private final Map<Id, Object> holders = new HashMap<>();
    private final Map<Id, Long> lostAt = new HashMap<>();
    private Registry registry = Registry.EMPTY;

    Leases(long graceNanos) {
        this.graceNanos = graceNanos;
    }

    Registry registry() {
        return registry;
    }

    /** Has the stream speak for this workload from now on. */
    void take(Object stream, Workload workload) {
        Id id = Id.of(workload);
        Object before = holders.put(id, stream);
        if (before != null) {
            held.remove(before);
        }
        held.put(stream, id);
        lostAt.remove(id);
        registry = registry.with(workload);
    }

    /** Whether the stream still speaks for the workload that it announced. */
    boolean holds(Object stream) {
        return held.containsKey(stream);
    }

    void change(Object stream, Workload.State state) {
        Id id = held.get(stream);
        if (id != null) {
            registry.find(id.namespace(), id.name())
                    .ifPresent(workload -> registry = registry.with(workload.in(state)));
        }
    }

    /** The workload ended its stream: it is gone. */
    void leave(Object stream) {
        Id id = held.remove(stream);
        if (id != null) {
            remove(id);
        }
    }

    /** The stream broke: the workload may come back, unless it was about to go. */
    void lose(Object stream, long now) {
        Id id = held.remove(stream);
        if (id == null) {
            return;
        }
        holders.remove(id);
        boolean draining = registry.find(id.namespace(), id.name())
                .filter(workload -> workload.state() == Workload.State.DRAINING)
                .isPresent();
        if (draining) {
            remove(id);
        } else {
            lostAt.put(id, now);
        }
    }

    /** Removes the workloads whose grace is over. */
    void expire(long now) {
        Set<Id> over = new HashSet<>();
        lostAt.forEach((id, since) -> {
            if (now - since >= graceNanos) {
                over.add(id);
            }
        });
        over.forEach(this::remove);
    }

    /** Nanoseconds until the next grace is over; empty if none runs. */
    OptionalLong nextExpiry(long now) {
        return lostAt.values().stream()
                .mapToLong(since -> Math.max(0, graceNanos - (now - since)))
                .min();
    }

    private void remove(Id id) {
        lostAt.remove(id);
        holders.remove(id);
        registry = registry.without(id.namespace(), id.name());
    }
}
