package io.weft.runtime;

import static io.weft.runtime.World.mirroring;
import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every client of the mesh does for a route's mirrors; part of {@link MeshClientContract}. */
abstract class MirrorContract extends HashContract {

    @Test
    void mirrorsEveryCall() {
        Backend v1 = backend("v1");
        Backend v2 = backend("v2");
        publish(world().subset("v1", v1.address())
                .subset("v2", v2.address())
                .otherwise(mirroring(to("v1"), "v2", 1_000_000)));

        IntStream.range(0, 5)
                .forEach(
                        i -> assertThat(call(Map.of("x-number", "" + i)).body()).isEqualTo("v1"));

        await(() -> v2.seen().size() == 5);
        assertThat(v1.seen()).hasSize(5);
        assertThat(v2.seen()).extracting(head -> head.get("x-number")).contains("0", "1", "2", "3", "4");
        assertThat(v2.seen().get(0).keySet()).containsAll(v1.seen().get(0).keySet());
    }

    @Test
    void mirrorsNothingAtNoPercent() {
        Backend v2 = backend("v2");
        publish(world().subset("v1", backend("v1").address())
                .subset("v2", v2.address())
                .otherwise(mirroring(to("v1"), "v2", 0)));

        IntStream.range(0, 20).forEach(i -> call());

        assertThat(v2.seen()).isEmpty();
    }

    @Test
    void copiesACallOnceHoweverOftenItIsTried() {
        Backend v1 = backend("v1");
        Backend v2 = backend("v2");
        v1.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        publish(world().subset("v1", v1.address())
                .subset("v2", v2.address())
                .otherwise(mirroring(
                        retrying(to("v1"), retry(2, Optional.empty(), "5xx", "unavailable")), "v2", 1_000_000)));

        assertThat(call().body()).isEqualTo("v1");

        await(() -> !v2.seen().isEmpty());
        assertThat(v1.seen()).hasSize(3);
        assertThat(v2.seen()).hasSize(1);
    }

    @Test
    void isNotDisturbedByAMirrorThatIsSlowOrGone() {
        Backend slow = backend("slow");
        slow.next(Stream.generate(() -> Reaction.LATE).limit(100).toArray(Reaction[]::new));
        World world = world().subset("v1", backend("v1").address())
                .subset("slow", slow.address())
                .subset("gone", deadEnd())
                .when("to", "slow", mirroring(to("v1"), "slow", 1_000_000))
                .otherwise(mirroring(to("v1"), "gone", 1_000_000));
        publish(world);
        call();

        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(call(Map.of("to", i % 2 == 0 ? "slow" : "gone")).body()).isEqualTo("v1");
        }

        // Twenty-five copies would have taken a second each.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
