package io.weft.runtime.reactor;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.runtime.call.Answer;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.Copy;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.call.OutboundHead;
import io.weft.runtime.call.Patience;
import io.weft.runtime.call.Pending;
import io.weft.runtime.tls.TlsException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.channel.AbortedException;

/** One request of a caller, which can be sent to one endpoint after the other, within the caller's patience. */
final class Exchange {

    private final ReactorRequest request;
    private final ReactorClient client;
    private final Dialled dialled;
    private final Patience patience;
    private final Scheduler timer;
    private final Wire wire;

    Exchange(ReactorRequest request, ReactorClient client, Dialled dialled, Patience patience, Scheduler timer) {
        this.request = request;
        this.client = client;
        this.dialled = dialled;
        this.patience = patience;
        this.timer = timer;
        this.wire = wire();
    }

    boolean repeatable() {
        return wire.repeatable();
    }

    /** Whether the request can be sent while it is being sent. */
    boolean shareable() {
        return request.body().isEmpty() || request.repeatable();
    }

    /** For an attempt that may be under way beside others. */
    Wire wire() {
        return new Wire(request, client.nanoTime());
    }

    /** Sends the request to the attempt's endpoint; what comes of it is the head of the answer, or a failure. */
    Mono<ReactorAnswer> send(Attempt attempt, OutboundHead outbound) {
        return send(attempt, outbound, wire);
    }

    Mono<ReactorAnswer> send(Attempt attempt, OutboundHead outbound, Wire used) {
        Mono<ReactorAnswer> sending = client.ofClusters()
                .of(attempt.cluster(), outbound.authority())
                .flatMap(to -> {
                    dialled.add(
                            to.configuration().connectionProvider(),
                            attempt.endpoint().address());
                    return used.send(to, url(attempt, outbound), outbound, attempt);
                });
        // The endpoint closed the connection while it was idle. A proxy would have noticed and opened a new one; so do
        // we, where sending twice can do no harm.
        Mono<ReactorAnswer> answer = sending.onErrorResume(
                failure -> used.reused() && isBroken(failure) && request.isSafe() && used.repeatable(),
                failure -> sending);
        return limited(answer, attempt);
    }

    private static String url(Attempt attempt, OutboundHead outbound) {
        String scheme = attempt.cluster().tls().isPresent() ? "https://" : "http://";
        return scheme + attempt.endpoint().address() + outbound.path();
    }

    private Mono<ReactorAnswer> limited(Mono<ReactorAnswer> answer, Attempt attempt) {
        OptionalLong left = patience.left(attempt.deadlineNanos());
        return left.isEmpty()
                ? answer
                : answer.timeout(Duration.ofNanos(left.getAsLong()), Mono.error(ReadTimeoutException::new), timer);
    }

    /** Sends copies of the request, which nobody waits for. A body that streams is not copied. */
    void mirror(List<Copy> copies) {
        for (Copy copy : copies) {
            if (request.body().isEmpty() || request.repeatable()) {
                mirror(copy);
            } else {
                copy.leaveOut();
            }
        }
    }

    private void mirror(Copy copy) {
        Attempt attempt = copy.attempt();
        Wire own = wire();
        Mono<ReactorAnswer> sending = client.ofMirrors()
                .of(attempt.cluster(), copy.outbound().authority())
                .flatMap(to -> own.send(to, url(attempt, copy.outbound()), copy.outbound(), attempt));
        Disposable unused = limited(sending, attempt)
                .subscribe(
                        answer -> {
                            answer.onEnd(kept -> copy.finish(answer.outcome()));
                            limitedBody(answer, attempt).drain();
                        },
                        failure -> copy.finish(outcome(failure, attempt, own)));
    }

    /** Runs a task after a while, unless it is disposed of before. */
    Disposable later(Duration time, Runnable task) {
        return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits between attempts, but not beyond the caller's patience: then there is an error. */
    Mono<Long> pause(Duration time) {
        Duration pause = patience.atMost(time);
        Mono<Long> waiting = Mono.delay(pause, timer);
        return pause.compareTo(time) < 0 ? waiting.then(Mono.error(ReadTimeoutException::new)) : waiting;
    }

    /**
     * Waits in line for a connection, until the turn comes or the call's time is up; an error if patience ends first.
     */
    Mono<Boolean> turn(Pending pending) {
        // Whoever ended a call to give this one its turn has other things to do.
        Mono<Boolean> turn =
                Mono.fromFuture(pending.turn(), true).thenReturn(true).publishOn(timer);
        OptionalLong left = patience.left(pending.deadlineNanos());
        if (left.isEmpty()) {
            return turn;
        }
        Mono<Boolean> inVain =
                Mono.defer(() -> patience.isSpent() ? Mono.error(new ReadTimeoutException()) : Mono.just(false));
        return turn.timeout(Duration.ofNanos(left.getAsLong()), inVain, timer);
    }

    /** What a failure to {@link #send} means. */
    Outcome outcome(Throwable failure, Attempt attempt) {
        return outcome(failure, attempt, wire);
    }

    Outcome outcome(Throwable failure, Attempt attempt, Wire used) {
        if (failure instanceof SSLException || failure instanceof TlsException) {
            attempt.failed("TLS: " + failure.getMessage());
        }
        if (failure instanceof ReadTimeoutException && patience.outlasted(attempt)) {
            return Outcome.of(attempt.endsCall() ? Kind.TIMEOUT : Kind.PER_TRY_TIMEOUT);
        }
        // What is left: the caller's own patience, its own body, or no free connection in its pool.
        if (failure instanceof ReadTimeoutException || used.bodyFailed() || !isBroken(failure)) {
            return Outcome.of(Kind.CANCELLED);
        }
        if (used.refused()) {
            return Outcome.of(Kind.REFUSED_STREAM);
        }
        return Outcome.of(used.sent() ? Kind.RESET : Kind.CONNECT_FAILURE);
    }

    private static boolean isBroken(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof AbortedException
                || failure instanceof ChannelException
                || failure instanceof CodecException
                || failure instanceof Http2Exception;
    }

    /** The endpoint's answer for the caller, whose body ends at the call's deadline. */
    ReactorAnswer limitedBody(ReactorAnswer answer, Attempt attempt) {
        OptionalLong left = patience.left(attempt.deadlineNanos());
        if (attempt.endsCall() && attempt.deadlineNanos().isPresent() && left.isPresent()) {
            answer.endAfter(Duration.ofNanos(left.getAsLong()));
        }
        return answer;
    }

    ReactorAnswer local(Answer answer) {
        return ReactorAnswer.of(HttpReply.of(answer, request.method().name()));
    }
}
