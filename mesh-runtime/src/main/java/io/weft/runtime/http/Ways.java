package io.weft.runtime.http;

import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.OutboundHead;
import io.weft.runtime.load.LastCalls;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way of each attempt: over the client's own connections,
 * or over the mesh's where a rule asks what those cannot do.
 */
final class Ways {

    private final Dialing dialing = new Dialing();
    private final RuledConnections ruled = new RuledConnections();
    private final LastCalls calls;

    /** @param calls is told of those whose authority names the server, as it does under TLS */
    Ways(LastCalls calls) {
        this.calls = calls;
    }

    Way of(Attempt attempt, OutboundHead outbound, ExecChain.Scope scope, IdleConnections idle) {
        return ruled(attempt, outbound, scope).orElseGet(() -> new Way(plain(attempt), scope.execRuntime, idle));
    }

    /** A copy's: never over the client's connections, which its callers wait for. */
    Way ofCopy(Attempt attempt, OutboundHead outbound, OwnConnections own) {
        return ruled(attempt, outbound, null).orElseGet(() -> new Way(plain(attempt), own.lend(null), own.idle()));
    }

    private Optional<Way> ruled(Attempt attempt, OutboundHead outbound, ExecChain.@Nullable Scope scope) {
        Cluster cluster = attempt.cluster();
        Optional<OwnConnections> own = ruled.of(cluster);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        HttpRoute route = cluster.tls().isEmpty() ? plain(attempt) : secured(attempt, outbound.authority());
        CancellableDependency request =
                scope != null && scope.originalRequest instanceof CancellableDependency cancellable
                        ? cancellable
                        : null;
        return Optional.of(new Way(route, own.get().lend(request), own.get().idle()));
    }

    private HttpRoute secured(Attempt attempt, String authority) {
        calls.note(attempt.cluster(), authority);
        return RuledConnections.secured(attempt.cluster(), attempt.endpoint().address(), authority);
    }

    private HttpRoute plain(Attempt attempt) {
        return dialing.route(attempt.endpoint().address());
    }

    /** Forgets what is not in the snapshot; tells the routes in the client's own connections that are gone. */
    List<HttpRoute> forgetAllBut(MeshSnapshot snapshot) {
        List<HttpRoute> gone = dialing.forgetAllBut(snapshot);
        ruled.retain(snapshot, gone);
        return gone;
    }

    void close() {
        ruled.close();
    }
}
