package io.weft.runtime.grpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a hedged call that are under way, and what the caller did, for those to come. Any thread may use it.
 */
final class Legs<ReqT, RespT> {

    private final List<Step<ReqT>> steps = new ArrayList<>();
    private final List<Leg<ReqT, RespT>> underWay = new ArrayList<>();
    private boolean over;

    /**
     * Another one, which gets what the caller did so far. False if there should be none, but as it has been planned,
     * it must end.
     */
    synchronized boolean add(Leg<ReqT, RespT> leg) {
        underWay.add(leg);
        steps.forEach(leg::add);
        return !over;
    }

    /** One thread at a time passes on what the caller does. */
    void pass(Step<ReqT> step) {
        List<Leg<ReqT, RespT>> all;
        synchronized (this) {
            if (!over) {
                steps.add(step);
            }
            all = List.copyOf(underWay);
        }
        all.forEach(leg -> leg.add(step));
    }

    synchronized boolean contains(Leg<ReqT, RespT> leg) {
        return underWay.contains(leg);
    }

    /** False if it was lost before. */
    synchronized boolean remove(Leg<ReqT, RespT> leg) {
        return underWay.remove(leg);
    }

    synchronized boolean isOver() {
        return over;
    }

    /** There will be no others; to the plan all but this one have ended, so nothing waits for their ends. */
    void loseAllBut(@Nullable Leg<ReqT, RespT> best) {
        List<Leg<ReqT, RespT>> losers;
        synchronized (this) {
            stop();
            losers = new ArrayList<>(underWay);
            losers.remove(best);
            underWay.removeAll(losers);
        }
        for (Leg<ReqT, RespT> loser : losers) {
            loser.cancel("another attempt was answered first", null);
            loser.end();
        }
    }

    /** There will be no others; those under way end as cancelled. */
    void cancel(@Nullable String message, @Nullable Throwable cause) {
        List<Leg<ReqT, RespT>> all;
        synchronized (this) {
            stop();
            all = List.copyOf(underWay);
        }
        all.forEach(leg -> leg.cancel(message, cause));
    }

    private synchronized void stop() {
        over = true;
        steps.clear();
    }
}
