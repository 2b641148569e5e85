package io.weft.runtime.upstream;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The states of a cluster's endpoints: those configured, and those still busy that were. Not thread-safe. */
final class EndpointStates {

    private final Map<Address, EndpointState> states = new HashMap<>();

    Collection<EndpointState> all() {
        return states.values();
    }

    /** The configured endpoints with their states, known ones kept. States of others are dropped once idle. */
    List<Slot> slots(Cluster config, long now) {
        List<Slot> slots = new ArrayList<>();
        Set<EndpointState> kept = new HashSet<>();
        for (Endpoint endpoint : config.endpoints()) {
            EndpointState state =
                    states.computeIfAbsent(endpoint.address(), address -> new EndpointState(address, now));
            if (state.gone) {
                state.begin(now);
            }
            slots.add(new Slot(endpoint, state));
            kept.add(state);
        }
        states.values().forEach(state -> state.gone = !kept.contains(state));
        states.values().removeIf(state -> state.gone && state.inFlight.get() == 0);
        return List.copyOf(slots);
    }

    void forget(EndpointState state) {
        if (state.gone) {
            states.remove(state.address, state);
        }
    }
}
