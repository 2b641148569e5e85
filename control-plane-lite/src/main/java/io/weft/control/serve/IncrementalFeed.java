package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Incremental: a request edits the subscription, a response lists what changed and what went. */
final class IncrementalFeed extends Feed {

    private boolean begun;
    /** Names to send again, asked for before the client's first request of this type. */
    private final Set<String> sendAgainAtFirst = new HashSet<>();

    IncrementalFeed(ResourceType type) {
        super(type);
    }

    @Override
    Subscription.Change accept(Ask ask, Entries entries) {
        delivery.answered(ask);
        boolean first = !begun;
        boolean wantedEverything = begun && subscription.everything();
        begun = true;
        Subscription.Change change = subscription.edit(ask.names(), ask.noLonger());
        Map<String, String> held = first ? ask.held() : Map.of();
        change.asked().stream().filter(name -> !held.containsKey(name)).forEach(this::sendAgain);
        change.dropped().forEach(this::drop);
        held.forEach(this::resume);
        sendAgainAtFirst.clear();
        if (subscription.everything() && !wantedEverything) {
            dirty.addAll(entries.names(type));
            owed = first && held.isEmpty();
        } else if (wantedEverything && !subscription.everything()) {
            keepNamedOnly();
        }
        return change;
    }

    @Override
    void sendAgain(String name) {
        if (begun) {
            super.sendAgain(name);
        } else {
            sendAgainAtFirst.add(name);
        }
    }

    /** A name that is still covered by "everything" must be answered: the client cannot know whether it goes. */
    private void drop(String name) {
        forget(name);
        changed(name);
    }

    private void resume(String name, String version) {
        if (subscription.covers(name)) {
            dirty.add(name);
            if (!sendAgainAtFirst.contains(name)) {
                sent.put(name, Entry.known(name, version));
            }
        }
    }

    @Override
    Optional<Reply> compose(List<Difference> differences, Entries entries, boolean removals) {
        if (differences.isEmpty() && !owed) {
            return Optional.empty();
        }
        owed = false;
        List<Entry> resources = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Difference difference : differences) {
            if (difference.now().exists()) {
                resources.add(difference.now());
                continue;
            }
            missing.add(difference.name());
            if (!subscription.names().contains(difference.name())) {
                sent.remove(difference.name());
            }
        }
        return Optional.of(reply(resources, missing, differences));
    }

    @Override
    int budget() {
        return RESPONSE_BYTES;
    }
}
