package io.weft.runtime;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Guard;
import io.weft.model.RouteAction;
import io.weft.model.Thresholds;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every client of the mesh does about {@code hedging} of a TrafficGuard; part of {@link MeshClientContract}. */
public abstract class HedgeContract extends MirrorContract {

    /** Three attempts in all, 50 ms apart. */
    public static final Guard HEDGING = hedging(Duration.ofMillis(50));

    private static Guard hedging(Duration delay) {
        return new Guard(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Guard.Hedging(delay, 2)),
                List.of(),
                "guard.yaml:1");
    }

    private void publish(Thresholds caps, RouteAction action, Backend... endpoints) {
        publish(HEDGING, caps, action, endpoints);
    }

    private void publish(Guard guard, Thresholds caps, RouteAction action, Backend... endpoints) {
        Address[] addresses = Arrays.stream(endpoints).map(Backend::address).toArray(Address[]::new);
        publish(world().subset("v1", caps, ConnectionPolicy.DEFAULT, addresses)
                .guarded("v1", guard)
                .otherwise(action));
    }

    private static Reaction[] late(int times) {
        Reaction[] reactions = new Reaction[times];
        Arrays.fill(reactions, Reaction.LATE);
        return reactions;
    }

    private HedgingView hedging() {
        return mesh().hedging().get(0);
    }

    private int inFlight() {
        return mesh().clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }

    /** An event loop notes the end of a body just behind its reader. */
    private void awaitIdle() throws InterruptedException {
        for (int i = 0; i < 200 && inFlight() > 0; i++) {
            Thread.sleep(5);
        }
        assertThat(inFlight()).isZero();
    }

    @Test
    void answersComeFromTheQuickEndpoint() throws InterruptedException {
        Backend slow = backend("slow");
        slow.next(late(6));
        publish(Thresholds.DEFAULT, to("v1"), slow, backend("quick"));

        long start = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            assertThat(call().body()).isEqualTo("quick");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
        assertThat(slow.seen()).isNotEmpty();
        assertThat(hedging().launched()).isEqualTo(hedging().won()).isPositive();
        awaitIdle();
    }

    @Test
    void hedgesNothingThatIsAnsweredInTime() {
        Backend a = backend("a");
        Backend b = backend("b");
        publish(hedging(Duration.ofSeconds(2)), Thresholds.DEFAULT, to("v1"), a, b);

        for (int i = 0; i < 6; i++) {
            call();
        }

        assertThat(a.seen().size() + b.seen().size()).isEqualTo(6);
        assertThat(hedging().launched()).isZero();
    }

    @Test
    void hedgesNothingWithoutARetryBudget() {
        Backend a = backend("a");
        Backend b = backend("b");
        a.next(late(1));
        b.next(late(1));
        int any = Integer.MAX_VALUE;
        var none = new Thresholds(any, any, any, 0, Thresholds.RetryBudget.DEFAULT);
        publish(none, to("v1"), a, b);

        assertThat(call().status()).isEqualTo(Status.OK);

        assertThat(a.seen().size() + b.seen().size()).isEqualTo(1);
        assertThat(hedging().overBudget()).isEqualTo(1);
        assertThat(hedging().launched()).isZero();
    }

    @Test
    void hedgesNothingWithoutAnotherEndpoint() {
        Backend only = backend("only");
        only.next(late(1));
        publish(Thresholds.DEFAULT, to("v1"), only);

        assertThat(call().body()).isEqualTo("only");

        assertThat(only.seen()).hasSize(1);
        assertThat(hedging().noEndpoint()).isEqualTo(1);
        assertThat(hedging().launched()).isZero();
    }

    @Test
    void aFailedHedgeDoesNotEndTheCall() {
        Backend slow = backend("slow");
        Backend bad = backend("bad");
        slow.next(late(1));
        bad.next(Reaction.UNAVAILABLE);
        publish(Thresholds.DEFAULT, retrying(to("v1"), retry(1, Optional.empty(), "5xx", "unavailable")), slow, bad);

        assertThat(call()).extracting(Reply::status, Reply::body).containsExactly(Status.OK, "slow");
        assertThat(bad.seen()).hasSize(1);
        assertThat(slow.seen()).hasSize(1);
        assertThat(hedging().won()).isZero();
    }
}
