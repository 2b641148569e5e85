package io.weft.runtime.grpc;

import io.weft.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections of a channel by address. Changed in its synchronization context, read by picks. */
final class Links {

    /** Lists are replaced, not changed: so a pick walks them without an iterator. */
    private final Map<Address, List<Link>> links = new ConcurrentHashMap<>();

    /** A connection that has taken one more attempt; null if there is none with room. */
    @Nullable
    Link take(Dial dial) {
        List<Link> all = of(dial.address());
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).take(dial)) {
                return all.get(i);
            }
        }
        return null;
    }

    boolean hasRoom(Dial dial) {
        return of(dial.address()).stream().anyMatch(link -> link.hasRoom(dial));
    }

    void add(Address address, Link link) {
        List<Link> more = new ArrayList<>(of(address));
        more.add(link);
        links.put(address, List.copyOf(more));
    }

    boolean remove(Address address, Link link) {
        List<Link> fewer = new ArrayList<>(of(address));
        if (!fewer.remove(link)) {
            return false;
        }
        if (fewer.isEmpty()) {
            links.remove(address);
        } else {
            links.put(address, List.copyOf(fewer));
        }
        return true;
    }

    boolean contains(Address address, Link link) {
        return of(address).contains(link);
    }

    private List<Link> of(Address address) {
        return links.getOrDefault(address, List.of());
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
            for (Link link : of(address)) {
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
