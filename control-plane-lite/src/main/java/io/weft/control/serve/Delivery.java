package io.weft.control.serve;

import java.util.Optional;

/** How the responses of one type on one stream fared. */
final class Delivery {

    private long count;
    private String lastNonce = "";
    private String lastVersion = "";
    private String acknowledgedVersion = "";
    private Optional<String> refusal = Optional.empty();
    private boolean unanswered;
    private long sentAt;

    String nextNonce() {
        return Long.toString(++count);
    }

    void sent(Reply reply, long now) {
        lastNonce = reply.nonce();
        lastVersion = reply.version();
        unanswered = true;
        sentAt = now;
    }

    /** Notes an acknowledgement or a refusal, if the request is one and belongs to the last response. */
    void answered(Ask ask) {
        if (!unanswered || !ask.nonce().equals(lastNonce)) {
            return;
        }
        unanswered = false;
        refusal = ask.refusal();
        if (refusal.isEmpty()) {
            acknowledgedVersion = lastVersion;
        }
    }

    boolean unanswered() {
        return unanswered;
    }

    boolean anythingSent() {
        return !lastNonce.isEmpty();
    }

    /**
     * Whether a request belongs to an earlier response of this stream.
     * What an earlier stream left behind does not count.
     */
    boolean stale(Ask ask) {
        return anythingSent() && !ask.nonce().isEmpty() && !ask.nonce().equals(lastNonce);
    }

    /** Nanoseconds since the unanswered response went out; 0 if there is none. */
    long waited(long now) {
        return unanswered ? now - sentAt : 0;
    }

    String lastVersion() {
        return lastVersion;
    }

    String acknowledgedVersion() {
        return acknowledgedVersion;
    }

    /** Why the last answered response was refused; empty if it was acknowledged. */
    Optional<String> refusal() {
        return refusal;
    }
}
