package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client's stream, as pure state: requests and changes go in, responses come out of {@link #flush}.
 *
 * <p>The order is make before break: clusters and endpoints first; when the client has answered them, listeners and
 * routes; when those are answered, removals of what the routes no longer use. A client that does not answer holds up
 * the next step for a second at most.
 */
final class ClientStream {

    static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Protocol protocol;
    private final Map<ResourceType, Feed> feeds = new EnumMap<>(ResourceType.class);

    ClientStream(Protocol protocol) {
        this.protocol = protocol;
    }

    Protocol protocol() {
        return protocol;
    }

    Subscription.Change accept(Ask ask, Entries entries) {
        return feed(ask.type()).accept(ask, entries);
    }

    Feed feed(ResourceType type) {
        return feeds.computeIfAbsent(type, t -> Feed.of(protocol, t));
    }

    Collection<Feed> feeds() {
        return feeds.values();
    }

    /** Marks a resource whose content changed, appeared or went. */
    void changed(ResourceType type, String name) {
        Feed feed = feeds.get(type);
        if (feed != null) {
            feed.changed(name);
        }
    }

    /** The responses that can go out now. */
    List<Reply> flush(Entries entries, long now) {
        List<Reply> replies = new ArrayList<>(2);
        next(ResourceType.CDS, entries, false, now).ifPresent(reply -> {
            replies.add(reply);
            warmEndpoints(reply);
        });
        next(ResourceType.EDS, entries, false, now).ifPresent(replies::add);
        if (answered(ResourceType.CDS, now) && answered(ResourceType.EDS, now)) {
            next(ResourceType.LDS, entries, true, now).ifPresent(replies::add);
            next(ResourceType.RDS, entries, true, now).ifPresent(replies::add);
        }
        if (PerType.ALL.stream().allMatch(type -> answered(type, now))) {
            next(ResourceType.CDS, entries, true, now).ifPresent(replies::add);
            next(ResourceType.EDS, entries, true, now).ifPresent(replies::add);
        }
        return replies;
    }

    /** Whether the client holds what it wants, as far as it was told and has answered. */
    boolean settled() {
        return feeds.values().stream().allMatch(feed -> feed.dirty.isEmpty() && !feed.delivery.unanswered());
    }

    /** Whether something waits that an answer, or the end of patience, lets go. */
    boolean holdsBack() {
        return feeds.values().stream().anyMatch(feed -> !feed.dirty.isEmpty() || feed.owed);
    }

    private Optional<Reply> next(ResourceType type, Entries entries, boolean removals, long now) {
        Feed feed = feeds.get(type);
        return feed == null ? Optional.empty() : feed.next(entries, removals, now);
    }

    private boolean answered(ResourceType type, long now) {
        Feed feed = feeds.get(type);
        return feed == null || !feed.delivery.unanswered() || feed.delivery.waited(now) >= PATIENCE_NANOS;
    }

    /**
     * Envoy takes a changed cluster into use only after a new message about its endpoints, even if they are the same.
     */
    private void warmEndpoints(Reply clusters) {
        clusters.differences().stream()
                .filter(Difference::replaces)
                .forEach(difference ->
                        feed(ResourceType.EDS).sendAgain(difference.now().endpointName()));
    }
}
