package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.runtime.call.Copy;

/**
 * A copy of a call on its way to a mirror: is sent what the caller sends, and throws away what comes back. What goes
 * wrong with it is nobody's trouble. Used by one thread at a time, but for its end.
 */
final class Shadow<ReqT> {

    private final ClientCall<ReqT, ?> call;
    private final Copy copy;
    private long bytes;
    private boolean complete;

    private Shadow(ClientCall<ReqT, ?> call, Copy copy) {
        this.call = call;
        this.copy = copy;
    }

    static <ReqT, RespT> Shadow<ReqT> start(ClientCall<ReqT, RespT> call, Copy copy, Dial dial, Metadata headers) {
        call.start(
                new ClientCall.Listener<RespT>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        dial.end();
                        copy.finish(dial.witness().outcome(status, trailers));
                    }
                },
                headers);
        call.request(Integer.MAX_VALUE);
        return new Shadow<>(call, copy);
    }

    /** Messages beyond what is kept for an attempt's repetition are too much for a copy too. */
    void send(Step<ReqT> step) {
        bytes += step.bytes();
        if (bytes > Outbox.MOST_KEPT) {
            giveUp("too long to be copied");
        } else {
            carryOut(step);
        }
    }

    void last(Step<ReqT> step) {
        complete = true;
        carryOut(step);
    }

    /** The call is over: a copy that has been sent everything goes on to its own end. */
    void noMore() {
        if (!complete) {
            giveUp("the call ended before its copy was complete");
        }
    }

    private void carryOut(Step<ReqT> step) {
        try {
            step.on(call);
        } catch (RuntimeException e) {
            // It may have ended, or its method may be unable to read a message twice.
            giveUp("the copy failed: " + e);
        }
    }

    private void giveUp(String why) {
        complete = true;
        copy.leaveOut();
        call.cancel(why, null);
    }
}
