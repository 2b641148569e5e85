package io.weft.runtime.upstream;

import io.weft.model.Address;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a choice depends on beside the state of the endpoints.
 *
 * @param tried passed over while another endpoint is usable (Envoy's previous_hosts predicate); empty if the route
 *     does not ask for it
 * @param hash of the request, the same for all its attempts; empty if nothing of it is hashed
 */
public record PickArgs(Set<Address> tried, OptionalLong hash) {

    /** A first attempt. */
    public static final PickArgs FIRST = new PickArgs(Set.of());

    /** One of a request that is not hashed. */
    public PickArgs(Set<Address> tried) {
        this(tried, OptionalLong.empty());
    }

    /** A first attempt of a request with this hash. */
    public static PickArgs first(OptionalLong hash) {
        return hash.isEmpty() ? FIRST : new PickArgs(Set.of(), hash);
    }
}
