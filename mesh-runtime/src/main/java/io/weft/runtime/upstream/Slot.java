package io.weft.runtime.upstream;

import io.weft.model.Endpoint;

/** An endpoint as configured, with what is remembered of its address. */
record Slot(Endpoint endpoint, EndpointState state) {}
