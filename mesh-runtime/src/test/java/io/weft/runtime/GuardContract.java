package io.weft.runtime;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.RateLimit;
import io.weft.runtime.guard.BreakerView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every client of the mesh does about a guarded destination; part of {@link MeshClientContract}. */
abstract class GuardContract extends HedgeContract {

    @Test
    void refusesWhileTheBreakerIsOpenAndRecovers() throws InterruptedException {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        Duration wait = Duration.ofMillis(300);
        var rule = new Guard.Breaker(50, 0, wait, new Guard.Window.Calls(10), 2, wait, 1, Duration.ofSeconds(5));
        publish(world().subset("v1", a.address())
                .guarded(
                        "v1",
                        new Guard(Optional.of(rule), Optional.empty(), Optional.empty(), List.of(), "guard.yaml:1"))
                .otherwise(to("v1")));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(2);
        assertThat(mesh().breakers()).extracting(BreakerView::state).containsExactly("OPEN");

        Thread.sleep(wait.plusMillis(20).toMillis()); // the breaker's own clock
        assertThat(call().body()).isEqualTo("a");
        assertThat(mesh().breakers()).extracting(BreakerView::state).containsExactly("CLOSED");
    }

    @Test
    void limitsTheRateAndSaysWhenToComeAgain() {
        Backend a = backend("a");
        var rule = new RateLimit(1, Duration.ofMinutes(1), 1);
        publish(world().subset("v1", a.address())
                .guarded(
                        "v1",
                        new Guard(Optional.empty(), Optional.of(rule), Optional.empty(), List.of(), "guard.yaml:1"))
                .otherwise(to("v1")));

        assertThat(call().body()).isEqualTo("a");
        Reply refused = call();

        assertThat(refused.status()).isEqualTo(Status.LIMITED);
        Map<String, String> headers = refused.headers();
        String millis = headers.getOrDefault("grpc-retry-pushback-ms", headers.get("retry-after") + "000");
        assertThat(Integer.parseInt(millis)).isBetween(50_000, 60_000);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void fallsBackByRule() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        var fallback =
                new Guard.Fallback(Set.of(Guard.Cause.FAILURE), 504, 4, Map.of("x-fallback", "yes"), "come later");
        publish(world().subset("v1", a.address())
                .guarded("v1", new Guard(Optional.empty(), Optional.empty(), Optional.empty(), List.of(fallback), ""))
                .otherwise(to("v1")));

        Reply reply = call();

        assertThat(reply.status()).isEqualTo(Status.TIMEOUT);
        assertThat(reply.headers()).containsEntry("x-fallback", "yes");
        assertThat(call().body()).isEqualTo("a");
    }
}
