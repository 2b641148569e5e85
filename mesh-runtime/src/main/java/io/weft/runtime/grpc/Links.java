package io.weft.runtime.grpc;

import io.weft.model.Address;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of a channel by address. Changed in its synchronization context, read by picks. */
final class Links {

    private final Map<Address, List<Link>> links = new ConcurrentHashMap<>();

    /** A connection that has taken one more attempt; null if there is none with room. */
    @Nullable
    Link take(Dial dial) {
        for (Link link : links.getOrDefault(dial.address(), List.of())) {
            if (link.take(dial)) {
                return link;
            }
        }
        return null;
    }

    boolean hasRoom(Dial dial) {
        return links.getOrDefault(dial.address(), List.of()).stream().anyMatch(link -> link.hasRoom(dial));
    }

    void add(Address address, Link link) {
        links.computeIfAbsent(address, key -> new CopyOnWriteArrayList<>()).add(link);
    }

    boolean remove(Address address, Link link) {
        List<Link> all = links.getOrDefault(address, List.of());
        if (!all.contains(link)) {
            return false;
        }
        all.remove(link);
        if (all.isEmpty()) {
            links.remove(address);
        }
        return true;
    }

    boolean contains(Address address, Link link) {
        return links.getOrDefault(address, List.of()).contains(link);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    boolean areAllOf(Set<Address> addresses) {
        return addresses.containsAll(links.keySet());
    }

    /** Lets go of those to other addresses that are not just being made. */
    void retireAllBut(Set<Address> addresses) {
        for (Address address : Set.copyOf(links.keySet())) {
            for (Link link : links.getOrDefault(address, List.of())) {
                if (!addresses.contains(address) && !link.connecting()) {
                    remove(address, link);
                    link.retire();
                }
            }
        }
    }

    void forEach(Consumer<Link> action) {
        links.values().forEach(all -> all.forEach(action));
    }

    void clear() {
        links.clear();
    }
}
