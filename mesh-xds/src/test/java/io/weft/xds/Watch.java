package io.weft.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Looks at a source until it has what is expected. */
final class Watch {

    private Watch() {}

    static MeshSnapshot get(XdsSource source, String upstream) throws Exception {
        return source.want(upstream).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static void await(XdsSource source, Predicate<MeshSnapshot> condition) throws Exception {
        CompletableFuture<MeshSnapshot> met = new CompletableFuture<>();
        source.subscribe(snapshot -> {
            if (condition.test(snapshot)) {
                met.complete(snapshot);
            }
        });
        met.get(10, TimeUnit.SECONDS);
    }

    static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    static List<Integer> ports(MeshSnapshot snapshot, String cluster) {
        return snapshot.cluster(cluster).stream()
                .flatMap(found -> found.endpoints().stream())
                .map(endpoint -> endpoint.address())
                .map(Address::port)
                .toList();
    }
}
