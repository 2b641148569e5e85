package io.weft.runtime.upstream;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One configuration of a cluster over the live state of its endpoints. A call keeps the view it began with; views of
 * several configurations share the state. Thread-safe; a pick takes no lock and makes no garbage but the {@link Pick}.
 */
public final class ClusterView {

    /** How often Envoy, as Istio sets it up, asks its balancer again for an endpoint that was not tried yet. */
    private static final int REPICKS = 5;

    /** What may be picked since an epoch. */
    private record Ready(
            int epoch,
            Selection selection,
            List<Slot> usable,
            @Nullable Picker picker) {}

    private final Cluster config;
    private final LiveCluster live;
    private final List<Slot> slots;
    private volatile Ready ready;

    ClusterView(Cluster config, LiveCluster live, List<Slot> slots) {
        this.config = config;
        this.live = live;
        this.slots = slots;
        this.ready = new Ready(live.health().epoch() - 1, Selection.NONE, List.of(), null);
    }

    public Cluster config() {
        return config;
    }

    /** Compares identities: to compare a thousand endpoints would cost more than the pick. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Cluster other) {
        return config == other;
    }

    /**
     * Chooses an endpoint for one attempt and counts it as busy, gives a place in the line, or says why there is none.
     */
    public Choice pick(PickArgs args) {
        return live.load().enter(this, args);
    }

    /** For a request that is counted already. */
    Choice choose(PickArgs args, boolean pending) {
        Slot slot = slot(args);
        if (slot == null) {
            live.ended(pending);
            return new Choice.Refusal(ResponseFlag.UH, whyNone());
        }
        slot.state().inFlight.incrementAndGet();
        return new Pick(this, slot, pending);
    }

    Choice.Refusal overflow() {
        return new Choice.Refusal(ResponseFlag.UO, "too many requests under way to " + config.name());
    }

    private @Nullable Slot slot(PickArgs args) {
        EndpointState due = live.health().wake();
        Ready now = ready();
        Slot trial = due == null ? null : trial(due, now.selection.priority(), args.tried());
        return trial != null || now.picker == null ? trial : untried(now.picker, now.usable, args);
    }

    private Ready ready() {
        Ready known = ready;
        return known.epoch == live.health().epoch() ? known : refresh();
    }

    /** Done once for all who wait for it: a hash table takes milliseconds. */
    private synchronized Ready refresh() {
        // The epoch is read before the states, so that a change in between is noticed by the next pick.
        int epoch = live.health().epoch();
        if (ready.epoch != epoch) {
            Selection selection = Selection.of(config, slots);
            List<Slot> usable = selection.slots();
            ready = new Ready(epoch, selection, usable, usable.isEmpty() ? null : live.picker(config, selection));
        }
        return ready;
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable Slot trial(EndpointState due, int priority, Set<Address> tried) {
        for (Slot slot : slots) {
            if (slot.state() == due) {
                boolean wanted = slot.endpoint().priority() <= priority
                        && !due.ejection.active()
                        && !tried.contains(due.address);
                return wanted ? slot : null;
            }
        }
        return null;
    }

    private static Slot untried(Picker picker, List<Slot> usable, PickArgs args) {
        Slot slot = picker.pick(args, 0);
        Set<Address> tried = args.tried();
        if (tried.isEmpty()) {
            return slot;
        }
        for (int again = 1; again < REPICKS && tried.contains(slot.state().address); again++) {
            slot = picker.pick(args, again);
        }
        if (!tried.contains(slot.state().address)) {
            return slot;
        }
        for (Slot other : usable) {
            if (!tried.contains(other.state().address)) {
                return other;
            }
        }
        return slot;
    }

    private String whyNone() {
        return slots.isEmpty()
                ? config.name() + " has no endpoints"
                : "all " + slots.size() + " endpoints of " + config.name() + " are ejected";
    }

    /**
     * Asks whether one more retry may be under way: the retry budget and maxRetries, whichever is less. Each true is
     * followed by one {@link #retryDone} when the retried attempt has ended.
     */
    public boolean startRetry() {
        return live.retries().start(config.thresholds(), live.load().active());
    }

    /** Gives back what {@link #startRetry} took. */
    public void retryDone() {
        live.retries().done();
    }

    /**
     * Notes an answered or failed attempt for the budget.
     *
     * @param retriable whether the call's rule would try it again
     */
    public void attempted(boolean retriable) {
        if (retriable) {
            live.retries().failed();
        } else {
            live.retries().succeeded();
        }
    }

    /** The endpoints in configured order, as they stand now. */
    public List<EndpointView> endpoints() {
        return live.health().describe(slots);
    }

    void connected() {
        live.load().connected();
    }

    void ended(Slot slot, boolean pending, boolean kept) {
        live.ended(slot.state(), pending, kept);
    }

    void learn(Slot slot, Outcome outcome) {
        live.learned(slot.state(), outcome);
    }
}
