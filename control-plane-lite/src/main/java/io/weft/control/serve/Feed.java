package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One type of resource on one stream: what the client wants, what it was sent, what is to be looked at again.
 *
 * <p>At most one response is unanswered. What changes meanwhile only marks its name, so a slow reader costs a set of
 * names and gets the latest content, not every one.
 */
abstract sealed class Feed permits WholeFeed, IncrementalFeed {

    /** gRPC refuses messages of more than 4 MiB; some room is left for the envelope. */
    static final int RESPONSE_BYTES = 4 * 1024 * 1024 - 64 * 1024;

    final ResourceType type;
    final Subscription subscription;
    /** What the client was last sent, by name. A refused content stays here, and so is not sent again. */
    final Map<String, Entry> sent = new HashMap<>();
    /** Names whose content may differ from what was sent. */
    final Set<String> dirty = new LinkedHashSet<>();
    /** A response is owed even if there is nothing to tell. */
    boolean owed;

    final Delivery delivery = new Delivery();

    Feed(ResourceType type) {
        this.type = type;
        this.subscription = new Subscription(type);
    }

    static Feed of(Protocol protocol, ResourceType type) {
        return protocol == Protocol.INCREMENTAL ? new IncrementalFeed(type) : new WholeFeed(type);
    }

    /** Takes in a request and tells which names it added to or took from the subscription. */
    abstract Subscription.Change accept(Ask ask, Entries entries);

    /**
     * The next response, if there is something to tell and no response is unanswered.
     *
     * @param removals whether resources may go, too; what would leave traffic without a target stays marked otherwise
     */
    final Optional<Reply> next(Entries entries, boolean removals, long now) {
        if (delivery.unanswered() || dirty.isEmpty() && !owed) {
            return Optional.empty();
        }
        Optional<Reply> reply = compose(differences(entries, removals), entries, removals);
        reply.ifPresent(r -> delivery.sent(r, now));
        return reply;
    }

    abstract Optional<Reply> compose(List<Difference> differences, Entries entries, boolean removals);

    /** Bytes that the differences of one response may have together. */
    abstract int budget();

    void changed(String name) {
        if (subscription.covers(name)) {
            dirty.add(name);
        }
    }

    /** Has the resource sent again even if its content is the same. */
    void sendAgain(String name) {
        if (subscription.covers(name)) {
            sent.remove(name);
            dirty.add(name);
        }
    }

    final void forget(String name) {
        sent.remove(name);
        dirty.remove(name);
    }

    final void keepNamedOnly() {
        sent.keySet().retainAll(subscription.names());
        dirty.retainAll(subscription.names());
    }

    /** Whether a resource vanishes under traffic that may still be sent to it. */
    static boolean leaves(Entry was, Entry now) {
        return now.hollow() && !was.hollow();
    }

    /** Whether a client has endpoints from an earlier stream that have not had the time to say that they are there. */
    private boolean mayComeBack(Entry was, Entries entries) {
        return type == ResourceType.EDS && was.fromEarlier() && !entries.complete();
    }

    final Reply reply(List<Entry> resources, List<String> missing, List<Difference> differences) {
        return new Reply(type, delivery.nextNonce(), resources, missing, differences);
    }

    private List<Difference> differences(Entries entries, boolean removals) {
        List<Difference> differences = new ArrayList<>();
        int room = budget();
        for (Iterator<String> names = dirty.iterator(); names.hasNext(); ) {
            String name = names.next();
            Entry now = entries.entry(type, name);
            Entry was = sent.getOrDefault(name, Entry.UNSENT);
            if (leaves(was, now) && (!removals || mayComeBack(was, entries))) {
                continue;
            }
            if (!was.sameContent(now)) {
                room -= now.resource().getSerializedSize();
                if (room < 0 && !differences.isEmpty()) {
                    break;
                }
                differences.add(new Difference(name, was, now));
                sent.put(name, now);
            }
            names.remove();
        }
        return differences;
    }
}
