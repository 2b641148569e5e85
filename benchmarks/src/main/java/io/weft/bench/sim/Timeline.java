package io.weft.bench.sim;

import java.util.PriorityQueue;

/** Simulated time: events happen in order of their time, those of the same time as they were planned. */
final class Timeline {

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long planned;

    long now() {
        return now;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, planned++, action));
    }

    void run(long until) {
        for (Event next = events.poll(); next != null && next.at <= until; next = events.poll()) {
            now = next.at;
            next.action.run();
        }
    }
}
