package io.weft.control.serve;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Whose stream it is, where its responses go, and which audience it belongs to once its node is known. */
final class Connection<S> {

    private record Place<S>(Node node, S scope, Audience audience) {}

    private final Consumer<Reply> outlet;
    private Optional<Place<S>> place = Optional.empty();

    Connection(Consumer<Reply> outlet) {
        this.outlet = outlet;
    }

    Optional<Node> node() {
        return place.map(Place::node);
    }

    /** The audience of the stream; entered with the first request, whose node names it. */
    Audience audience(
            ClientStream stream,
            Node node,
            Function<Node, S> scopeOf,
            Map<S, Audience> audiences,
            Function<? super S, ? extends ResourceView> views) {
        if (place.isEmpty()) {
            S scope = scopeOf.apply(node);
            Audience audience = audiences.computeIfAbsent(scope, s -> new Audience(views.apply(s)));
            audience.join(stream);
            place = Optional.of(new Place<>(node, scope, audience));
        }
        return place.get().audience();
    }

    void leave(ClientStream stream, Map<S, Audience> audiences) {
        place.ifPresent(p -> {
            p.audience().leave(stream);
            if (p.audience().isEmpty()) {
                audiences.remove(p.scope());
            }
        });
    }

    void flush(ClientStream stream, long now) {
        place.ifPresent(p -> stream.flush(p.audience().entries(), now).forEach(outlet));
    }
}
