package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * State of the world: a request lists all names. A response lists all listeners and clusters that the client wants; of
 * other types only what changed.
 */
final class WholeFeed extends Feed {

    private boolean begun;

    WholeFeed(ResourceType type) {
        super(type);
    }

    @Override
    Subscription.Change accept(Ask ask, Entries entries) {
        if (delivery.stale(ask)) {
            return Subscription.Change.NONE;
        }
        delivery.answered(ask);
        boolean resumes = !begun && ask.resumes();
        boolean wantedEverything = begun && subscription.everything();
        begun = true;
        Subscription.Change change = subscription.replace(ask.names());
        change.dropped().forEach(this::forget);
        change.asked().forEach(this::sendAgain);
        if (resumes && type == ResourceType.EDS) {
            change.asked().forEach(name -> sent.put(name, Entry.unversioned(name)));
        }
        if (wantedEverything && !subscription.everything()) {
            keepNamedOnly();
        }
        boolean newlyEverything = subscription.everything() && !wantedEverything;
        owed |= Subscription.ofEverything(type)
                && (newlyEverything || !change.asked().isEmpty());
        return change;
    }

    @Override
    Optional<Reply> compose(List<Difference> differences, Entries entries, boolean removals) {
        if (differences.isEmpty() && !owed) {
            return Optional.empty();
        }
        owed = false;
        List<String> missing = differences.stream()
                .filter(difference ->
                        !difference.now().exists() && subscription.names().contains(difference.name()))
                .map(Difference::name)
                .toList();
        List<Entry> resources = Subscription.ofEverything(type) ? all(entries, removals) : present(differences);
        return Optional.of(reply(resources, missing, differences));
    }

    /** A list of everything cannot be sent in parts: what it lacks would count as deleted. */
    @Override
    int budget() {
        return Subscription.ofEverything(type) ? Integer.MAX_VALUE : RESPONSE_BYTES;
    }

    private List<Entry> all(Entries entries, boolean removals) {
        Set<String> names = new LinkedHashSet<>(subscription.names());
        if (subscription.everything()) {
            names.addAll(entries.names(type));
            names.addAll(sent.keySet());
        }
        List<Entry> all = new ArrayList<>(names.size());
        for (String name : names) {
            Entry was = sent.getOrDefault(name, Entry.UNSENT);
            Entry now = entries.entry(type, name);
            Entry shown = !removals && leaves(was, now) ? was : now;
            if (shown.exists()) {
                all.add(shown);
                sent.put(name, shown);
            } else if (!subscription.names().contains(name)) {
                sent.remove(name);
            }
        }
        return all;
    }

    private static List<Entry> present(List<Difference> differences) {
        return differences.stream().map(Difference::now).filter(Entry::exists).toList();
    }
}
