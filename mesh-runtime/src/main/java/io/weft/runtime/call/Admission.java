package io.weft.runtime.call;

import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.runtime.guard.ClusterGuard;
import io.weft.runtime.guard.Entry;
import io.weft.runtime.guard.Permit;
import org.jspecify.annotations.Nullable;

/** One call before the guard of its destination, from the question whether it may be made to how it ended. */
final class Admission {

    private final ClusterGuard guard;
    private @Nullable Permit permit;

    Admission(ClusterGuard guard) {
        this.guard = guard;
    }

    /** What is said if the call must not be made; null if it may. */
    @Nullable
    Said ask(boolean grpc) {
        Entry entry = guard.enter();
        permit = entry instanceof Permit given ? given : null;
        return entry instanceof Entry.Refused refused ? instead(refused.cause(), Said.refused(refused, grpc)) : null;
    }

    /**
     * The call ends with the endpoint's answer.
     *
     * @param begun whether that has begun to reach the caller
     * @return what is said in its place; null if it stays
     */
    @Nullable
    Said answered(Outcome outcome, boolean begun) {
        boolean failed = outcome.httpStatus() >= 500 || GrpcCode.isServerError(outcome.grpcStatus());
        if (permit != null) {
            permit.ended(failed);
        }
        return failed && !begun
                ? guard.fallback(Guard.Cause.FAILURE)
                        .map(Said.upstream(outcome)::instead)
                        .orElse(null)
                : null;
    }

    /**
     * The call ends without an answer of an endpoint. If it reached none, or the caller gave up,
     * that says nothing of the destination.
     */
    Said unanswered(LocalReply reply, @Nullable Tried tried) {
        Said said = reply.say(tried);
        if (permit != null && (tried == null || reply == LocalReply.CANCELLED)) {
            permit.released();
        } else if (permit != null) {
            permit.ended(true);
        }
        return reply == LocalReply.CANCELLED ? said : instead(reply.cause(), said);
    }

    private Said instead(Guard.Cause cause, Said said) {
        return guard.fallback(cause).map(said::instead).orElse(said);
    }
}
