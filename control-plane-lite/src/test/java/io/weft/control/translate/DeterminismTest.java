package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same input gives the same bytes, at a price that a change can afford. */
class DeterminismTest {

    private static final String RULES = Given.virtualService("reviews", """
            - match: [{headers: {b: {exact: x}, a: {exact: z}}, queryParams: {q: {}, p: {}}}]
              headers: {request: {set: {d: '1', c: '2'}}}
              fault: {abort: {httpStatus: 500, percentage: {value: 1}}}
              route: [{destination: {host: reviews, subset: v1}}]
            - route: [{destination: {host: reviews, subset: v2}}]
            """);

    @Test
    void theSameInputGivesTheSameBytes() {
        Given one = Given.yaml(Given.WORLD, RULES);
        Given other = Given.yaml(Given.WORLD, RULES);
        for (ClientKind kind : ClientKind.values()) {
            assertThat(bytes(one, kind)).isEqualTo(bytes(other, kind));
        }
    }

    @Test
    void theOrderOfRegistrationDoesNotMatter() {
        List<Workload> workloads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            workloads.addAll(Given.yaml(Given.WORLD)
                    .workload("reviews", "v" + i, "10.0.0." + i)
                    .registry()
                    .workloads());
        }
        List<byte[]> seen = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(workloads, new Random(seed));
            Given given = Given.yaml(Given.WORLD);
            for (Workload workload : workloads) {
                given = given.with(workload);
            }
            seen.add(given.endpoints("outbound|9080||reviews.default.svc.cluster.local")
                    .toByteArray());
        }
        assertThat(seen).allMatch(bytes -> Arrays.equals(bytes, seen.get(0)));
    }

    @Test
    void aRegistrationDoesNotReadTheRulesAgain() {
        Given given = Given.yaml(Given.WORLD, RULES);
        MeshView before = given.view();
        MeshView after = Translator.translate(given.config(), Registry.EMPTY, Optional.of(before));
        assertThat(after.rules()).isSameAs(before.rules());
    }

    @Test
    void aThousandServicesAreTranslatedAndRenderedInNoTime() {
        StringBuilder world = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            world.append(Given.service("s" + i, "v1", "v2"));
            world.append(Given.virtualService("s" + i, "- route: [{destination: {host: s" + i + ", subset: v1}}]\n"));
        }
        Given given = Given.yaml(world.toString());
        for (int i = 0; i < 1000; i++) {
            given = given.workload("s" + i, "v1", "10.0." + i / 250 + "." + i % 250);
        }
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        MeshView view = given.view();
        int made = 0;
        for (int i = 0; i < 1000; i++) {
            String host = "s" + i + ".default.svc.cluster.local";
            String cluster = "outbound|9080|v1|" + host;
            made += view.resource(given.client(), ResourceType.LDS, "s" + i + ":9080").stream()
                    .count();
            made += view.resource(given.client(), ResourceType.RDS, host + ":9080").stream()
                    .count();
            made += view.resource(given.client(), ResourceType.CDS, cluster).stream()
                    .count();
            made += view.resource(given.client(), ResourceType.EDS, cluster).stream()
                    .count();
        }
        assertThat(made).isEqualTo(4000);
        // Of the processor: the time on the wall is that of the whole machine. Most of it is a cold virtual machine.
        assertThat(clock.getCurrentThreadCpuTime() - start).isLessThan(2_000_000_000L);
    }

    private static List<String> bytes(Given given, ClientKind kind) {
        Given asked = given.workload("reviews", "v1", "10.0.0.1").asked(kind, "default");
        List<String> all = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            for (String name : new String[] {"reviews:9080", "outbound|9080|v1|reviews.default.svc.cluster.local"}) {
                asked.resource(type, name)
                        .map(Message::toByteArray)
                        .map(Arrays::toString)
                        .ifPresent(all::add);
            }
        }
        return all;
    }
}
