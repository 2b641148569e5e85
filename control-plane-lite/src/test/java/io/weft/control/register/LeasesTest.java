package io.weft.control.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.registry.Locality;
import io.weft.control.registry.Workload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final long GRACE = 10;

    private final Leases leases = new Leases(GRACE);
    private final Object stream = new Object();

    @Test
    void keepsAWorkloadWhoseStreamBrokeForTheGrace() {
        leases.take(stream, workload("a", Workload.State.READY));
        leases.lose(stream, 100);
        assertThat(leases.nextExpiry(103)).hasValue(7);
        leases.expire(109);
        assertThat(leases.registry().find("default", "a")).isPresent();
        leases.expire(110);
        assertThat(leases.registry().workloads()).isEmpty();
        assertThat(leases.nextExpiry(110)).isEmpty();
    }

    @Test
    void keepsAWorkloadThatCameBack() {
        leases.take(stream, workload("a", Workload.State.READY));
        leases.lose(stream, 100);
        leases.take(new Object(), workload("a", Workload.State.READY));
        leases.expire(1_000);
        assertThat(leases.registry().workloads()).hasSize(1);
    }

    @Test
    void removesAWorkloadThatEndsItsStreamAtOnce() {
        leases.take(stream, workload("a", Workload.State.READY));
        leases.leave(stream);
        assertThat(leases.registry().workloads()).isEmpty();
        leases.lose(stream, 100);
        assertThat(leases.nextExpiry(100)).as("lost after it left").isEmpty();
    }

    @Test
    void removesADrainingWorkloadWithoutGrace() {
        leases.take(stream, workload("a", Workload.State.READY));
        leases.change(stream, Workload.State.DRAINING);
        leases.lose(stream, 100);
        assertThat(leases.registry().workloads()).isEmpty();
    }

    @Test
    void hearsTheNewestStreamOnly() {
        Object newer = new Object();
        leases.take(stream, workload("a", Workload.State.READY));
        leases.take(newer, workload("a", Workload.State.READY));
        assertThat(leases.holds(stream)).isFalse();
        leases.change(stream, Workload.State.DRAINING);
        leases.leave(stream);
        leases.lose(stream, 0);
        leases.expire(1_000);
        assertThat(leases.registry().find("default", "a"))
                .hasValueSatisfying(a -> assertThat(a.state()).isEqualTo(Workload.State.READY));
        leases.leave(newer);
        assertThat(leases.registry().workloads()).isEmpty();
    }

    static Workload workload(String name, Workload.State state) {
        return new Workload(
                name, "default", "", "127.0.0.1", Map.of("app", name), Map.of(), Locality.UNKNOWN, 1, "", state);
    }
}
