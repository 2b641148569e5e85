package io.weft.xds.client;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds out, for a type whose responses hold everything that was asked for, which names do not exist. gRPC's own rule
 * is to wait 15 s for a name that was never seen.
 *
 * <p>A name is missing from a response for one of two reasons: it does not exist, or the response was sent before the
 * request for it arrived. The first is certain when the name was in the request that acknowledged the response before
 * (or opened the stream), because a control plane that keeps one response in flight sends the next one after that. Any
 * other name is only doubtful: if the response did cross with its request, the next response follows at once.
 */
final class AbsenceRule {

    private String nonce = "";
    private boolean acknowledged;
    private Set<String> seenByServer = Set.of();
    private Set<String> asked = Set.of();
    private final Set<String> answered = new HashSet<>();

    /** A new stream: the control plane knows nothing of what was asked before. */
    void opened() {
        nonce = "";
        acknowledged = false;
        seenByServer = Set.of();
        asked = Set.of();
        answered.clear();
    }

    /** A request for these names was sent with the nonce of the newest response. */
    void requested(String echoed, Set<String> names) {
        asked = names;
        answered.retainAll(names);
        if (!acknowledged && echoed.equals(nonce)) {
            acknowledged = true;
            seenByServer = names;
        }
    }

    /** Whether a name is still unanswered, so that the next response has to be looked into. */
    boolean waiting() {
        return !answered.containsAll(asked);
    }

    /** A response with these names came. */
    Verdict responded(String newNonce, Set<String> names) {
        answered.addAll(names);
        Set<String> missing = new HashSet<>();
        Set<String> doubtful = new HashSet<>();
        for (String name : asked) {
            if (!answered.contains(name)) {
                (seenByServer.contains(name) ? missing : doubtful).add(name);
            }
        }
        answered.addAll(missing);
        nonce = newNonce;
        acknowledged = false;
        return new Verdict(missing, doubtful);
    }

    /** Some time after a response left the name doubtful: whether it is still unanswered, and now counts as missing. */
    boolean stillDoubtful(String name) {
        return asked.contains(name) && answered.add(name);
    }

    /**
     * What a response says of names it does not hold.
     *
     * @param missing do not exist
     * @param doubtful do not exist, unless the request for them crossed with the response
     */
    record Verdict(Set<String> missing, Set<String> doubtful) {}
}
