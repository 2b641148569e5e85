package io.weft.runtime.upstream;

import io.weft.model.Address;
import java.util.Set;

/**
 * What a choice depends on beside the state of the endpoints.
 *
 * @param tried passed over while another endpoint is usable (Envoy's previous_hosts predicate); empty if the route
 *     does not ask for it
 */
public record PickArgs(Set<Address> tried) {

    /** A first attempt. */
    public static final PickArgs FIRST = new PickArgs(Set.of());
}
