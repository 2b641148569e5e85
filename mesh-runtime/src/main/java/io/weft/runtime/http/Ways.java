package io.weft.runtime.http;

import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.OutboundHead;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.jspecify.annotations.Nullable;

/** Finds the way of each attempt: over the client's own connections, or over the mesh's where it originates TLS. */
final class Ways {

    private final Dialing dialing = new Dialing();
    private final SecureConnections secure = new SecureConnections();

    Way of(Attempt attempt, OutboundHead outbound, ExecChain.Scope scope, IdleConnections idle) {
        return secured(attempt, outbound, scope).orElseGet(() -> new Way(plain(attempt), scope.execRuntime, idle));
    }

    /** A copy's: never over the client's connections, which its callers wait for. */
    Way ofCopy(Attempt attempt, OutboundHead outbound, OwnConnections own) {
        return secured(attempt, outbound, null).orElseGet(() -> new Way(plain(attempt), own.lend(null), own.idle()));
    }

    private Optional<Way> secured(Attempt attempt, OutboundHead outbound, ExecChain.@Nullable Scope scope) {
        Cluster cluster = attempt.cluster();
        if (cluster.tls().isEmpty()) {
            return Optional.empty();
        }
        OwnConnections own = secure.of(cluster);
        HttpRoute route = SecureConnections.route(cluster, attempt.endpoint().address(), outbound.authority());
        CancellableDependency request =
                scope != null && scope.originalRequest instanceof CancellableDependency cancellable
                        ? cancellable
                        : null;
        return Optional.of(new Way(route, own.lend(request), own.idle()));
    }

    private HttpRoute plain(Attempt attempt) {
        return dialing.route(attempt.endpoint().address());
    }

    /** Forgets what is not in the snapshot; tells the routes in the client's own connections that are gone. */
    List<HttpRoute> forgetAllBut(MeshSnapshot snapshot) {
        secure.retain(snapshot);
        return dialing.forgetAllBut(snapshot);
    }

    void close() {
        secure.close();
    }
}
