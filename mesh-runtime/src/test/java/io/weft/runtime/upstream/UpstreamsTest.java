package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

    private final World world = new World();
    private final Cluster cluster = World.cluster(World.endpoints("a"), new LoadBalancing.RoundRobin());

    private int inFlight() {
        return world.upstreams.view(cluster).endpoints().get(0).inFlight();
    }

    @Test
    void keepsTheLifeOfAClusterThatStays() {
        World.pick(world.upstreams.view(cluster));
        world.upstreams.retain(Set.of(cluster.name(), "another"));
        assertThat(inFlight()).isEqualTo(1);
    }

    @Test
    void forgetsAClusterThatIsGoneAndLetsItsLastAttemptsEnd() {
        Pick last = World.pick(world.upstreams.view(cluster));
        world.upstreams.retain(Set.of());
        assertThat(world.upstreams.views()).isEmpty();
        assertThat(inFlight()).isZero();
        last.done(Outcome.ofHttp(200));
        assertThat(inFlight()).isZero();
    }
}
