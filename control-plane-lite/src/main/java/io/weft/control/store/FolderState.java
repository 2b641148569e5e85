package io.weft.control.store;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides from listings which files have come to rest and are to be read, and which are gone.
 *
 * <p>A file is at rest when nothing was written to it for a moment: one that is written in pieces is not read half, and
 * files written together are read together. One that is deleted is gone only after a while, as editors delete and write
 * anew. When all files vanish at once, none is gone: an unmounted disk must not empty the mesh.
 */
final class FolderState {

    static final Duration REST = Duration.ofMillis(10);
    static final Duration TOGETHER = Duration.ofMillis(100);
    static final Duration ABSENCE = Duration.ofMillis(100);

    /**
     * @param read files to read now, least recently written first
     * @param gone files to forget
     * @param emptied whether all files vanished at once
     * @param lookAgain nanoseconds until it is worth looking again; empty if nothing is pending
     */
    record Decision(List<String> read, SortedSet<String> gone, boolean emptied, OptionalLong lookAgain) {}

    private static final Stamp NEVER_READ = new Stamp(-1, 0, "");

    /** A file that was written, and since when it is as it is. */
    private record Moving(Stamp stamp, long since) {
        Moving unlessWritten(Moving now) {
            return stamp.equals(now.stamp) ? this : now;
        }
    }

    private final Map<String, Stamp> known = new HashMap<>();
    private final Map<String, Moving> moving = new HashMap<>();
    private final Map<String, Long> missingSince = new HashMap<>();

    /** The first listing: all files are read as they are, least recently written first. */
    List<String> begin(Map<String, Stamp> listing) {
        known.putAll(listing);
        return leastRecentlyWrittenFirst(listing.keySet());
    }

    /**
     * @param nowNanos of a clock that never jumps
     * @param nowMillis of the clock that files are stamped by
     */
    Decision observe(Map<String, Stamp> listing, long nowNanos, long nowMillis) {
        noteMovement(listing, nowNanos);
        Set<String> resting = atRest(nowNanos, nowMillis);
        resting.forEach(name ->
                known.put(name, Objects.requireNonNull(moving.remove(name)).stamp()));
        List<String> read = leastRecentlyWrittenFirst(resting);
        boolean emptied = listing.isEmpty() && !known.isEmpty();
        SortedSet<String> gone = emptied ? new TreeSet<>() : gone(listing, nowNanos);
        return new Decision(read, gone, emptied, lookAgain());
    }

    /** Takes back that the file was read: it is read again, or noticed as gone. */
    void unread(String name) {
        known.put(name, NEVER_READ);
    }

    private void noteMovement(Map<String, Stamp> listing, long nowNanos) {
        moving.keySet().retainAll(listing.keySet());
        listing.forEach((name, stamp) -> {
            if (stamp.equals(known.get(name))) {
                moving.remove(name);
            } else {
                moving.merge(name, new Moving(stamp, nowNanos), Moving::unlessWritten);
            }
        });
    }

    /** The files that rest, once all rest that were written together. */
    private Set<String> atRest(long nowNanos, long nowMillis) {
        Set<String> resting = new HashSet<>();
        boolean overdue = false;
        for (Map.Entry<String, Moving> file : moving.entrySet()) {
            Moving seen = file.getValue();
            overdue |= nowNanos - seen.since() >= TOGETHER.toNanos();
            if (nowMillis - seen.stamp().modifiedMillis() >= REST.toMillis()
                    || nowNanos - seen.since() >= REST.toNanos()) {
                resting.add(file.getKey());
            }
        }
        return overdue || resting.size() == moving.size() ? resting : Set.of();
    }

    private List<String> leastRecentlyWrittenFirst(Set<String> names) {
        return names.stream()
                .sorted(Comparator.<String>comparingLong(
                                name -> known.getOrDefault(name, NEVER_READ).modifiedMillis())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private SortedSet<String> gone(Map<String, Stamp> listing, long nowNanos) {
        missingSince.keySet().removeAll(listing.keySet());
        SortedSet<String> gone = new TreeSet<>();
        for (String name : known.keySet()) {
            if (!listing.containsKey(name)
                    && nowNanos - missingSince.computeIfAbsent(name, n -> nowNanos) >= ABSENCE.toNanos()) {
                gone.add(name);
            }
        }
        known.keySet().removeAll(gone);
        missingSince.keySet().removeAll(gone);
        return gone;
    }

    private OptionalLong lookAgain() {
        if (!moving.isEmpty()) {
            return OptionalLong.of(REST.toNanos());
        }
        return missingSince.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ABSENCE.toNanos());
    }
}
