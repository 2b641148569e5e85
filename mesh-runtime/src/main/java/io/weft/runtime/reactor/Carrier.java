package io.weft.runtime.reactor;

import io.weft.runtime.call.TraceContext;
import reactor.core.publisher.Mono;

/** How the calls of a client travel. */
@FunctionalInterface
interface Carrier {

    /** As without a mesh. */
    Carrier DIRECT = (request, client, work) -> new Wire(request, client.nanoTime()).send(client.own());

    /** @param work what the call is part of */
    Mono<ReactorAnswer> carry(ReactorRequest request, ReactorClient client, TraceContext work);
}
