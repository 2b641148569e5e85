package io.weft.xds.assemble;

import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last good value of every resource in use, and the upstreams that use it. */
final class Shelf {

    private final Map<ResourceKey, Slot> slots = new HashMap<>();
    private final Set<ResourceKey> added = new HashSet<>();
    private final Set<ResourceKey> idle = new HashSet<>();
    private int unconfirmed;

    /** The value, if one is known. */
    <R extends Resource> Optional<R> value(ResourceKey key, Class<R> kind) {
        Slot slot = slots.get(key);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.value).map(kind::cast);
    }

    /** Whether the control plane, or its remembered state, has said anything of it: a value, or that there is none. */
    boolean answered(ResourceKey key) {
        Slot slot = slots.get(key);
        return slot != null && slot.answered;
    }

    /** The upstreams that use it. */
    Set<Wanted> users(ResourceKey key) {
        Slot slot = slots.get(key);
        return slot == null ? Set.of() : Set.copyOf(slot.users);
    }

    /** Puts a value; nothing happens if nobody uses the resource. */
    void put(ResourceKey key, Resource value, boolean confirmed) {
        Slot slot = slots.get(key);
        if (slot != null) {
            slot.value = value;
            slot.answered = true;
            confirm(slot, confirmed);
        }
    }

    /** Notes that there is no usable value; one that was there before stays. */
    void answerWithout(ResourceKey key) {
        Slot slot = slots.get(key);
        if (slot != null) {
            slot.answered = true;
            confirm(slot, true);
        }
    }

    /** Changes what an upstream uses. */
    void use(Wanted upstream, Set<ResourceKey> after) {
        Set<ResourceKey> before = upstream.needs();
        upstream.needs(after);
        for (ResourceKey key : after) {
            Slot slot = slots.get(key);
            if (slot == null) {
                slot = new Slot();
                slots.put(key, slot);
                added.add(key);
            }
            slot.users.add(upstream);
        }
        for (ResourceKey key : before) {
            Slot slot = slots.get(key);
            if (slot != null && !after.contains(key) && slot.users.remove(upstream) && slot.users.isEmpty()) {
                idle.add(key);
            }
        }
    }

    /** Takes away what nobody uses any more and names it. */
    Set<ResourceKey> sweep() {
        Set<ResourceKey> swept = new HashSet<>();
        for (ResourceKey key : idle) {
            Slot slot = slots.get(key);
            if (slot != null && slot.users.isEmpty()) {
                confirm(slot, true);
                slots.remove(key);
                // Asked for and dropped within one step: nobody has to hear of it.
                if (!added.remove(key)) {
                    swept.add(key);
                }
            }
        }
        idle.clear();
        return swept;
    }

    /** Names what came into use since this was asked last. */
    Set<ResourceKey> takeAdded() {
        Set<ResourceKey> taken = Set.copyOf(added);
        added.clear();
        return taken;
    }

    /** Whether a value in use was remembered and not been confirmed since. */
    boolean hasUnconfirmed() {
        return unconfirmed > 0;
    }

    private void confirm(Slot slot, boolean confirmed) {
        if (slot.confirmed != confirmed) {
            unconfirmed += confirmed ? -1 : 1;
            slot.confirmed = confirmed;
        }
    }

    private static final class Slot {
        private @Nullable Resource value;
        private boolean answered;
        private boolean confirmed = true;
        private final Set<Wanted> users = new HashSet<>();
    }
}
