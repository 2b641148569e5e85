package io.weft.runtime;

import static io.weft.runtime.World.hashing;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.HashPolicy;
import io.weft.runtime.call.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every client of the mesh does where a rule hashes its calls; part of {@link MeshClientContract}. */
abstract class HashContract extends MeshClientBed {

    private void publish(HashPolicy on) {
        publish(world().subset(
                        "v1",
                        backend("a").address(),
                        backend("b").address(),
                        backend("c").address(),
                        backend("d").address())
                .hashed("v1")
                .otherwise(hashing(to("v1"), on)));
    }

    /** Makes the call a few times over; the endpoint that answers each time. */
    private static String sticking(Supplier<Reply> call) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            names.add(call.get().body());
        }
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    @Test
    void staysOnOneEndpointForAHeader() {
        publish(new HashPolicy.Header("x-user"));

        Set<String> names = new TreeSet<>();
        for (int user = 0; user < 20; user++) {
            Map<String, String> headers = Map.of("x-user", "user-" + user);
            names.add(sticking(() -> call(headers)));
        }

        assertThat(names).hasSizeGreaterThan(2);
    }

    @Test
    void issuesACookieAndKeepsToTheEndpointThatItStandsFor() {
        publish(new HashPolicy.Cookie("sid", Optional.of(Duration.ofMinutes(1)), "/", Map.of()));

        Reply first = call();
        String issued = first.headers().getOrDefault("set-cookie", "");
        assertThat(issued).matches("sid=\"[0-9a-f]{16}\"; Max-Age=60; Path=/; HttpOnly");
        Map<String, String> known = Map.of("cookie", issued.substring(0, issued.indexOf(';')));

        assertThat(sticking(() -> call(known))).isEqualTo(first.body());
        assertThat(call(known).headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void staysOnOneEndpointForTheAddressOfWhoeverCalledThisProcess() {
        publish(new HashPolicy.SourceIp());

        Set<String> names = new TreeSet<>();
        for (int host = 0; host < 20; host++) {
            TraceContext incoming = new TraceContext(List.of()).from("192.0.2." + host);
            names.add(sticking(() -> {
                try (TraceContext.Scope scope = incoming.open()) {
                    return call();
                }
            }));
        }

        assertThat(names).hasSizeGreaterThan(2);
    }
}
