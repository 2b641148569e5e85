package io.weft.runtime.reactor;

import io.weft.model.Fault;
import io.weft.runtime.http.HttpBed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A mesh with hand-made configuration, and a Reactor Netty client of it with one connection. */
abstract class ReactorBed extends HttpBed {

    final ConnectionProvider connections = ConnectionProvider.create("test", 1);
    ReactorClient client = mesh.reactor().client(HttpClient.create(connections));

    @AfterEach
    void closeConnections() {
        connections.dispose();
    }

    static Fault delay(Duration time) {
        return new Fault(Optional.of(new Fault.Delay(time, 1_000_000)), Optional.empty());
    }

    String get() {
        var reply = Calls.call(client, Calls.get(URL));
        return reply.headers().get(":status") + " " + reply.body();
    }
}
