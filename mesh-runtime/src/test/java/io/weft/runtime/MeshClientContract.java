package io.weft.runtime;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.split;
import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.WeightedCluster;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every client of the mesh does, whatever its protocol; over real sockets. Each adapter's test extends it. */
public abstract class MeshClientContract extends GuardContract {

    @Test
    void routesByHeader() {
        publish(world().subset("v1", backend("v1").address())
                .subset("v2", backend("v2").address())
                .when("end-user", "jason", to("v2"))
                .otherwise(to("v1")));

        assertThat(call(Map.of("end-user", "jason")).body()).isEqualTo("v2");
        assertThat(call().body()).isEqualTo("v1");
    }

    @Test
    void splitsByWeight() {
        publish(world().subset("v1", backend("v1").address())
                .subset("v3", backend("v3").address())
                .otherwise(split(
                        new WeightedCluster("v1", 80, HeaderEdits.NONE),
                        new WeightedCluster("v3", 20, HeaderEdits.NONE))));

        long v1 =
                IntStream.range(0, 200).filter(i -> call().body().equals("v1")).count();

        assertThat(v1).isBetween(130L, 190L);
    }

    @Test
    void balancesOverTheEndpointsOfASubset() {
        publish(world().subset("v1", backend("a").address(), backend("b").address())
                .otherwise(to("v1")));

        Set<String> names = new TreeSet<>();
        IntStream.range(0, 4).forEach(i -> names.add(call().body()));

        assertThat(names).containsExactly("a", "b");
    }

    @Test
    void retriesOnAnotherEndpoint() {
        Backend a = backend("a");
        Backend b = backend("b");
        a.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE, Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "5xx", "unavailable"))));

        for (int i = 0; i < 4; i++) {
            assertThat(call()).extracting(Reply::status, Reply::body).containsExactly(Status.OK, "b");
        }
    }

    @Test
    void doesNotRetryUnasked() {
        Backend a = backend("a");
        a.next(Reaction.UNAVAILABLE);
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(1);
    }

    @Test
    void retriesAFailedConnection() {
        Backend b = backend("b");
        publish(world().subset("v1", deadEnd(), b.address())
                .otherwise(retrying(to("v1"), retry(2, Optional.empty(), "connect-failure", "unavailable"))));

        for (int i = 0; i < 10; i++) {
            assertThat(call().body()).isEqualTo("b");
        }
    }

    @Test
    void saysUnavailableIfNoConnectionCanBeMade() {
        publish(world().subset("v1", deadEnd()).otherwise(to("v1")));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void saysUnavailableIfThereIsNoEndpoint() {
        publish(world().subset("v1").otherwise(to("v1")));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
    }

    @Test
    void forwardsTraceHeaders() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));
        TraceContext incoming =
                new TraceContext(List.of(new Header("x-request-id", "r-1"), new Header("traceparent", "00-1-2-01")));

        try (TraceContext.Scope scope = incoming.open()) {
            call(Map.of("traceparent", "00-1-3-01"));
        }

        assertThat(a.seen().get(0)).containsEntry("x-request-id", "r-1").containsEntry("traceparent", "00-1-3-01");
    }

    @Test
    void followsAChangeOfConfigurationWithTheNextCall() {
        World before = world().subset("v1", backend("v1").address()).otherwise(to("v1"));
        World after = world().subset("v2", backend("v2").address()).otherwise(to("v2"));

        publish(before);
        assertThat(call().body()).isEqualTo("v1");
        publish(after);
        assertThat(call().body()).isEqualTo("v2");
    }

    @Test
    void ejects() {
        Backend bad = backend("bad");
        bad.next(Reaction.UNAVAILABLE, Reaction.UNAVAILABLE, Reaction.UNAVAILABLE);
        publish(world().ejecting("v1", 2, bad.address(), backend("good").address())
                .otherwise(to("v1")));

        IntStream.range(0, 6).forEach(i -> call());

        assertThat(bad.seen()).hasSize(2);
        assertThat(IntStream.range(0, 10).mapToObj(i -> call().body())).containsOnly("good");
    }

    @Test
    void honoursTheTimeoutOfTheCall() {
        Backend slow = backend("slow");
        slow.next(Reaction.LATE);
        publish(world().subset("v1", slow.address()).otherwise(within(to("v1"), Duration.ofMillis(200))));

        long start = System.nanoTime();
        assertThat(call().status()).isEqualTo(Status.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(190), Duration.ofMillis(900));
    }

    @Test
    void triesAgainAfterThePerTryTimeout() {
        Backend slow = backend("slow");
        slow.next(Reaction.LATE, Reaction.LATE);
        publish(world().subset("v1", slow.address(), backend("fast").address())
                .otherwise(retrying(
                        to("v1"),
                        retry(2, Optional.of(Duration.ofMillis(200)), "5xx", "deadline-exceeded", "unavailable"))));

        assertThat(call().body()).isEqualTo("fast");
        assertThat(call().body()).isEqualTo("fast");
    }

    @Test
    void editsHeaders() {
        Backend a = backend("a");
        HeaderEdits edits = new HeaderEdits(
                List.of(new HeaderEdit.Set("x-set", "new"), new HeaderEdit.Remove("x-gone")),
                List.of(new HeaderEdit.Add("x-answered", "by %UPSTREAM_HOST%")));
        publish(world().subset("v1", a.address()).otherwise(to("v1"), edits, Fault.NONE));

        Reply reply = call(Map.of("x-set", "old", "x-gone", "1", "x-kept", "1"));

        assertThat(a.seen().get(0))
                .containsEntry("x-set", "new")
                .containsEntry("x-kept", "1")
                .doesNotContainKey("x-gone");
        assertThat(reply.headers()).containsEntry("x-answered", "by " + a.address());
    }

    @Test
    void abortsByRule() {
        Backend a = backend("a");
        var abort = new Fault.Abort(Optional.of(503), Optional.empty(), 1_000_000);
        publish(world().subset("v1", a.address())
                .otherwise(to("v1"), HeaderEdits.NONE, new Fault(Optional.empty(), Optional.of(abort))));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).isEmpty();
    }

    @Test
    void delaysByRule() {
        var delay = new Fault.Delay(Duration.ofMillis(150), 1_000_000);
        publish(world().subset("v1", backend("a").address())
                .otherwise(to("v1"), HeaderEdits.NONE, new Fault(Optional.of(delay), Optional.empty())));

        long start = System.nanoTime();
        assertThat(call().body()).isEqualTo("a");
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(140).toNanos());
    }

    @Test
    void saysUnavailableIfTheClusterDoesNotExist() {
        publish(world().otherwise(to("v9")));

        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
    }
}
