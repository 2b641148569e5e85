package io.weft.runtime.upstream;

import io.weft.model.Address;
import java.util.concurrent.atomic.AtomicInteger;

/** What is remembered of one address of a cluster; survives every change of configuration. */
final class EndpointState {

    final Address address;
    final AtomicInteger inFlight = new AtomicInteger();

    EndpointState(Address address) {
        this.address = address;
    }
}
