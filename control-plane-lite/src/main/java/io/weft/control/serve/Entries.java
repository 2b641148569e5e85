package io.weft.control.serve;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.weft.control.translate.ResourceType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one audience is served at one moment. An entry is made when it is first asked for, and is the very object of the
 * previous moment where the content did not change.
 */
final class Entries {

    private static final Logger log = LoggerFactory.getLogger(Entries.class);

    private final ResourceView view;
    private final Map<ResourceType, Map<String, Entry>> made = new EnumMap<>(ResourceType.class);
    private Map<ResourceType, Map<String, Entry>> before;

    Entries(ResourceView view) {
        this(view, Map.of());
    }

    private Entries(ResourceView view, Map<ResourceType, Map<String, Entry>> before) {
        this.view = view;
        this.before = before;
    }

    Entries next(ResourceView nextView) {
        return new Entries(nextView, made);
    }

    /** Whether what has no endpoints may be told to a client that has some from before. */
    boolean complete() {
        return view.complete();
    }

    /** Lets the previous moment go. Called when all names that somebody wants have been compared. */
    void forgetPrevious() {
        before = Map.of();
    }

    /** The entry of that name, {@link Entry#ABSENT} if there is none. There always is one for endpoints. */
    Entry entry(ResourceType type, String name) {
        Map<String, Entry> ofType = made.computeIfAbsent(type, t -> new HashMap<>());
        return ofType.computeIfAbsent(name, n -> make(type, n));
    }

    Set<String> names(ResourceType type) {
        return Subscription.ofEverything(type) ? view.names(type) : Set.of();
    }

    private Entry make(ResourceType type, String name) {
        Entry previous = before.getOrDefault(type, Map.of()).getOrDefault(name, Entry.ABSENT);
        try {
            Optional<Message> source = view.resource(type, name);
            if (source.isPresent()) {
                return made(type, name, source.get(), previous);
            }
            // A client waits for endpoints before it uses anything beside them: silence would block it.
            return type == ResourceType.EDS ? made(type, name, noEndpoints(name), previous) : Entry.ABSENT;
        } catch (RuntimeException e) {
            log.error("{} {} cannot be made; the previous one stays in force", type, name, e);
            return previous;
        }
    }

    /** Identity is all that is asked of the source: comparing by content would cost what encoding costs. */
    @SuppressWarnings("ReferenceEquality")
    private static Entry made(ResourceType type, String name, Message source, Entry previous) {
        if (previous.source() == source) {
            return previous;
        }
        Entry entry = Entry.of(type, name, source);
        return entry.sameContent(previous) ? previous : entry;
    }

    private static Message noEndpoints(String name) {
        return ClusterLoadAssignment.newBuilder().setClusterName(name).build();
    }
}
