package io.weft.control.serve;

import io.weft.control.translate.ResourceType;

/**
 * How one client stands with one type of resource.
 *
 * @param names how many resources it asked for by name
 * @param sent version of the last response
 * @param acknowledged version of the last response that the client took
 * @param refusal why it refused the last response; empty if it did not
 */
public record TypeStatus(ResourceType type, State state, int names, String sent, String acknowledged, String refusal) {

    /** Istio's words for it. */
    public enum State {
        /** Nothing was sent yet. */
        NOT_SENT,
        /** The last response is not answered yet. */
        STALE,
        /** The last response was acknowledged. */
        SYNCED,
        /** The last response was refused. */
        ERROR
    }

    static TypeStatus of(Feed feed) {
        Delivery delivery = feed.delivery;
        return new TypeStatus(
                feed.type,
                state(delivery),
                feed.subscription.names().size(),
                delivery.lastVersion(),
                delivery.acknowledgedVersion(),
                delivery.refusal().orElse(""));
    }

    private static State state(Delivery delivery) {
        if (!delivery.anythingSent()) {
            return State.NOT_SENT;
        }
        if (delivery.unanswered()) {
            return State.STALE;
        }
        return delivery.refusal().isPresent() ? State.ERROR : State.SYNCED;
    }
}
