package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which resources of one type a client wants: names, everything, or both.
 *
 * <p>Everything is wanted while no name was ever asked for, or while {@code *} is. From the first name on,
 * an empty list means nothing.
 */
final class Subscription {

    /**
     * @param asked names to be answered although the client may hold them
     * @param dropped names no longer asked for by name
     */
    record Change(Set<String> asked, Set<String> dropped) {
        static final Change NONE = new Change(Set.of(), Set.of());
    }

    private static final String EVERYTHING = "*";

    private final boolean mayWantEverything;
    private Set<String> names = new HashSet<>();
    private boolean star;
    private boolean everNamed;

    Subscription(ResourceType type) {
        this.mayWantEverything = ofEverything(type);
    }

    /**
     * Whether a client may ask for all resources of the type, and a state-of-the-world response lists all that exist,
     * so that absence means deletion. Both hold for listeners and clusters only.
     */
    static boolean ofEverything(ResourceType type) {
        return type == ResourceType.LDS || type == ResourceType.CDS;
    }

    Set<String> names() {
        return names;
    }

    boolean everything() {
        return mayWantEverything && (star || !everNamed);
    }

    boolean covers(String name) {
        return names.contains(name) || everything();
    }

    /** State of the world: from now on exactly these. */
    Change replace(List<String> wanted) {
        everNamed |= !wanted.isEmpty();
        star = wanted.contains(EVERYTHING);
        Set<String> next = named(wanted);
        if (next.equals(names)) {
            return Change.NONE;
        }
        Change change = new Change(minus(next, names), minus(names, next));
        names = next;
        return change;
    }

    /** Incremental: these as well, those no longer. */
    Change edit(List<String> more, List<String> less) {
        everNamed |= !more.isEmpty() || less.contains(EVERYTHING);
        star = (star || more.contains(EVERYTHING)) && !less.contains(EVERYTHING);
        Change change = new Change(named(more), named(less));
        names.addAll(change.asked());
        names.removeAll(change.dropped());
        return change;
    }

    private static Set<String> named(List<String> wanted) {
        Set<String> set = new HashSet<>(wanted);
        set.remove(EVERYTHING);
        return set;
    }

    private static Set<String> minus(Collection<String> all, Set<String> without) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
