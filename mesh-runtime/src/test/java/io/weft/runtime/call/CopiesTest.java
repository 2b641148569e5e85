package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.Mirror;
import io.weft.model.Outcome;
import io.weft.model.RouteAction;
import io.weft.runtime.match.SentHead;
import io.weft.spi.MeshEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** HTTPRoute.mirror, mirrors and mirrorPercentage, as the engine decides them. */
class CopiesTest {

    private final List<String> told = new ArrayList<>();
    private final Calls calls = new Calls(new MeshEvents() {
        @Override
        public void mirrored(Cluster cluster, boolean sent) {
            told.add(cluster.name() + " " + sent);
        }
    });

    private static RouteAction.Forward mirroring(Mirror... mirrors) {
        RouteAction.Forward plain = Calls.to(Calls.V1, Optional.of(Duration.ofSeconds(3)), Calls.retry(0));
        return new RouteAction.Forward(
                plain.clusters(), plain.timeout(), plain.retry(), plain.rewrite(), List.of(), List.of(mirrors));
    }

    private List<Copy> copies() {
        CallPlan call = calls.call(SentHead.get("reviews:9080/"));
        call.next();
        return call.copies();
    }

    @Test
    void copiesToEachMirror() {
        calls.route(mirroring(new Mirror(Calls.V2, 1_000_000), new Mirror(Calls.V1, 1_000_000)));

        assertThat(copies()).extracting(copy -> copy.attempt().cluster().name()).containsExactly(Calls.V2, Calls.V1);
    }

    @Test
    void keepsTheAuthorityAndTheTimeOfTheCall() {
        calls.route(mirroring(new Mirror(Calls.V2, 1_000_000)));

        Copy copy = copies().get(0);

        assertThat(copy.outbound().authority()).isEqualTo("reviews:9080");
        assertThat(copy.attempt().timeoutNanos()).hasValue(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void copiesTheShareThatIsAskedFor() {
        calls.route(mirroring(new Mirror(Calls.V2, 250_000)));
        int count = 0;
        for (int i = 0; i < 4000; i++) {
            List<Copy> copies = copies();
            copies.forEach(copy -> copy.finish(Outcome.ofHttp(200)));
            count += copies.size();
        }
        // four sigma
        assertThat(count).isBetween(890, 1110);
    }

    @Test
    void copiesNothingToAMirrorThatDoesNotExist() {
        calls.route(mirroring(new Mirror("nowhere", 1_000_000)));

        assertThat(copies()).isEmpty();
    }

    @Test
    void leavesOutWhatHasNoPlaceAndTells() {
        calls.route(mirroring(new Mirror(Calls.V2, 1_000_000)));
        List<Copy> underWay = new ArrayList<>();
        for (int i = 0; i < Copies.MOST_PER_CLUSTER + 10; i++) {
            underWay.addAll(copies());
        }
        assertThat(underWay).hasSize(Copies.MOST_PER_CLUSTER);
        assertThat(told).hasSize(10).containsOnly(Calls.V2 + " false");

        underWay.get(0).finish(Outcome.ofHttp(503));
        underWay.get(0).finish(Outcome.ofHttp(503));
        assertThat(told).endsWith(Calls.V2 + " true").hasSize(11);
        assertThat(copies()).hasSize(1);
        assertThat(copies()).isEmpty();
    }
}
