package io.weft.parity;

import java.util.List;
import java.util.Objects;

/** One field of a decision in which ours is not Istio's. */
record Difference(String field, String istio, String ours) {

    /** Adds a difference to the list if there is one. */
    static void compare(List<Difference> found, String field, Object istio, Object ours) {
        if (!Objects.equals(istio, ours)) {
            found.add(new Difference(field, String.valueOf(istio), String.valueOf(ours)));
        }
    }

    @Override
    public String toString() {
        return field + ", Istio: " + istio + ", ours: " + ours;
    }
}
