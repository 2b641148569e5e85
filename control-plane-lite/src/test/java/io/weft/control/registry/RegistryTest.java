package io.weft.control.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final Workload A = workload("a", "10.0.0.1");

    @Test
    void holdsOneWorkloadOfAName() {
        Workload moved = workload("a", "10.0.0.2");
        assertThat(Registry.EMPTY.with(A).with(moved).workloads()).containsExactly(moved);
    }

    @Test
    void listsByNameWhateverTheOrderOfArrival() {
        Workload b = workload("b", "10.0.0.2");
        assertThat(Registry.EMPTY.with(b).with(A).workloads("default")).containsExactly(A, b);
    }

    @Test
    void isNotChangedByWhatComesAfter() {
        Registry one = Registry.EMPTY.with(A);
        assertThat(one.without("default", "a").workloads()).isEmpty();
        assertThat(one.workloads()).containsExactly(A);
        assertThat(Registry.EMPTY.without("default", "a")).isSameAs(Registry.EMPTY);
    }

    @Test
    void findsWorkloadsByAllOfTheirLabels() {
        Workload b = workload("b", "10.0.0.2");
        Registry registry = Registry.EMPTY.with(b).with(A);
        assertThat(registry.matching("default", Map.of("app", "x"))).containsExactly(A, b);
        assertThat(registry.matching("default", Map.of("app", "x", "version", "v1")))
                .isEmpty();
        assertThat(registry.matching("other", Map.of("app", "x"))).isEmpty();
        assertThat(registry.without("default", "a").matching("default", Map.of("app", "x")))
                .containsExactly(b);
    }

    private static Workload workload(String name, String address) {
        return new Workload(
                name,
                "default",
                "",
                address,
                Map.of("app", "x"),
                Map.of(),
                Locality.UNKNOWN,
                0,
                "",
                Workload.State.READY);
    }
}
