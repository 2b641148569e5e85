package io.weft.control.serve;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All streams, and the one mesh state that they are served from. For one thread at a time.
 *
 * @param <S> the scope: what tells clients apart that are served differently; compared by equality
 */
final class Hub<S> {

    private final Function<Node, S> scopeOf;
    private final LongSupplier nanoTime;
    private final Map<S, Audience> audiences = new HashMap<>();
    private final Map<ClientStream, Connection<S>> connections = new HashMap<>();
    private final List<Wave> waves = new ArrayList<>();
    private Function<? super S, ? extends ResourceView> views;

    Hub(Function<Node, S> scopeOf, Function<? super S, ? extends ResourceView> views, LongSupplier nanoTime) {
        this.scopeOf = scopeOf;
        this.views = views;
        this.nanoTime = nanoTime;
    }

    /** Takes in a new stream, whose responses go to that outlet. */
    void open(ClientStream stream, Consumer<Reply> outlet) {
        connections.put(stream, new Connection<>(outlet));
    }

    /**
     * Handles a request. The node of the first one counts: clients send it only once.
     *
     * @param ask empty if the type is not served: the stream goes on without it
     */
    void request(ClientStream stream, Node node, Optional<Ask> ask) {
        Connection<S> connection = connections.get(stream);
        if (connection == null) {
            return;
        }
        Audience audience = connection.audience(stream, node, scopeOf, audiences, views);
        ask.ifPresent(known -> {
            audience.accept(stream, known);
            flush(stream, connection);
        });
    }

    void close(ClientStream stream) {
        Connection<S> connection = connections.remove(stream);
        if (connection != null) {
            connection.leave(stream, audiences);
            waves.forEach(wave -> wave.arrived(stream));
            finishWaves();
        }
    }

    /**
     * Serves another mesh state from now on. The result completes when every client concerned has answered, or has not
     * for a second.
     */
    CompletionStage<Void> publish(Function<? super S, ? extends ResourceView> next) {
        views = next;
        Wave wave = new Wave(nanoTime.getAsLong());
        waves.add(wave);
        audiences.forEach((scope, audience) -> audience.serve(next.apply(scope)).forEach(wave::await));
        for (ClientStream stream : wave.waiting()) {
            flush(stream, Objects.requireNonNull(connections.get(stream)));
        }
        finishWaves();
        return wave.over();
    }

    /** Completes when every client has answered what it was sent, or has not for a second. */
    CompletionStage<Void> settled() {
        Wave wave = new Wave(nanoTime.getAsLong());
        connections.keySet().stream().filter(stream -> !stream.settled()).forEach(wave::await);
        waves.add(wave);
        finishWaves();
        return wave.over();
    }

    /** Lets go what was held back long enough. To be called a few times per second. */
    void tick() {
        connections.forEach((stream, connection) -> {
            if (stream.holdsBack()) {
                flush(stream, connection);
            }
        });
        finishWaves();
    }

    List<ClientStatus> clients() {
        return connections.entrySet().stream()
                .flatMap(entry -> entry.getValue().node().stream().map(node -> ClientStatus.of(node, entry.getKey())))
                .toList();
    }

    private void flush(ClientStream stream, Connection<S> connection) {
        connection.flush(stream, nanoTime.getAsLong());
        if (stream.settled()) {
            waves.forEach(wave -> wave.arrived(stream));
            finishWaves();
        }
    }

    private void finishWaves() {
        long now = nanoTime.getAsLong();
        waves.removeIf(wave -> wave.finishIfOver(now));
    }
}
