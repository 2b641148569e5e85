package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The clients that are served alike: what they are served, and which of them wants what. */
final class Audience {

    private final PerType<Map<String, Set<ClientStream>>> byName = new PerType<>(HashMap::new);
    private final PerType<Set<ClientStream>> wantingEverything = new PerType<>(LinkedHashSet::new);
    private final Set<ClientStream> streams = new HashSet<>();
    private Entries entries;

    Audience(ResourceView view) {
        this.entries = new Entries(view);
    }

    Entries entries() {
        return entries;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    void join(ClientStream stream) {
        streams.add(stream);
    }

    void leave(ClientStream stream) {
        streams.remove(stream);
        for (Feed feed : stream.feeds()) {
            feed.subscription.names().forEach(name -> removeName(stream, feed.type, name));
            wantingEverything.of(feed.type).remove(stream);
        }
    }

    void accept(ClientStream stream, Ask ask) {
        Subscription.Change change = stream.accept(ask, entries);
        Map<String, Set<ClientStream>> names = byName.of(ask.type());
        change.asked()
                .forEach(name ->
                        names.computeIfAbsent(name, n -> new LinkedHashSet<>(2)).add(stream));
        change.dropped().forEach(name -> removeName(stream, ask.type(), name));
        Set<ClientStream> all = wantingEverything.of(ask.type());
        if (stream.feed(ask.type()).subscription.everything()) {
            all.add(stream);
        } else {
            all.remove(stream);
        }
    }

    /** Serves another view from now on, and returns the streams that want something of what changed. */
    Set<ClientStream> serve(ResourceView view) {
        Entries before = entries;
        entries = before.next(view);
        Set<ClientStream> touched = new LinkedHashSet<>();
        for (ResourceType type : PerType.ALL) {
            byName.of(type).forEach((name, wanting) -> mark(type, name, wanting, before, touched));
            Set<ClientStream> all = wantingEverything.of(type);
            if (!all.isEmpty()) {
                Set<String> names = new LinkedHashSet<>(before.names(type));
                names.addAll(entries.names(type));
                names.forEach(name -> mark(type, name, all, before, touched));
            }
        }
        entries.forgetPrevious();
        return touched;
    }

    private void mark(
            ResourceType type, String name, Set<ClientStream> wanting, Entries before, Set<ClientStream> touched) {
        if (!entries.entry(type, name).sameContent(before.entry(type, name))) {
            wanting.forEach(stream -> stream.changed(type, name));
            touched.addAll(wanting);
        }
    }

    private void removeName(ClientStream stream, ResourceType type, String name) {
        byName.of(type).computeIfPresent(name, (n, wanting) -> {
            wanting.remove(stream);
            return wanting.isEmpty() ? null : wanting;
        });
    }
}
