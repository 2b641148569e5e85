package io.weft.runtime.upstream;

import java.util.concurrent.CompletableFuture;

/**
 * A place in the line for a connection, when all that a cluster may have are in use. First come, first served. Used by
 * one thread at a time; whoever gives up must {@link #leave}.
 */
public final class Place implements Choice {

    enum State {
        WAITING,
        GRANTED,
        TAKEN,
        LEFT
    }

    private final ClusterView view;
    private final Load load;
    private final CompletableFuture<Void> turn = new CompletableFuture<>();

    /** Guarded by the load, as the next. */
    State state = State.WAITING;

    /** Whether it goes on without having been in the line, and has no connection. */
    boolean pending;

    Place(ClusterView view, Load load) {
        this.view = view;
        this.load = load;
    }

    /**
     * Completes when it is this place's turn, on the thread of another call that ended or joined the line: what depends
     * on it must only hand over. Then {@link #pick}.
     */
    public CompletableFuture<Void> turn() {
        return turn;
    }

    /** The endpoint, or why there is none; this place once more if it is not its turn yet. */
    public Choice pick(PickArgs args) {
        return turn.isDone() ? choose(args) : this;
    }

    /** Gives the place up, or the turn if it has come meanwhile. */
    public void leave() {
        load.leave(this);
    }

    Choice choose(PickArgs args) {
        boolean unconnected;
        synchronized (load) {
            if (state != State.GRANTED) {
                throw new IllegalStateException("the place was given up");
            }
            state = State.TAKEN;
            unconnected = pending;
        }
        return view.choose(args, unconnected);
    }

    void call() {
        turn.complete(null);
    }
}
