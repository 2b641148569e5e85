package io.weft.runtime.http;

import static java.util.Objects.requireNonNull;

import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Copy;
import io.weft.runtime.call.OutboundHead;
import io.weft.runtime.call.Pending;
import io.weft.runtime.tls.TlsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** One request of HttpClient, which can be sent to one endpoint after the other. */
final class HttpExchange {

    /** An unwanted answer of this size is read, to keep its connection; a longer one costs the connection. */
    private static final int WORTH_READING = 8 * 1024;

    private final ClassicHttpRequest request;
    private final ExecChain.Scope scope;
    private final ExecChain chain;
    private final Ways ways;
    private final Limits limits;
    private final Client client;
    private final Beside beside;
    private final Header[] headers;
    private final RequestConfig config;
    private @Nullable Wire wire;
    private ExecRuntime connections;

    HttpExchange(
            ClassicHttpRequest request,
            ExecChain.Scope scope,
            ExecChain chain,
            Ways ways,
            Limits limits,
            Client client,
            Beside beside) {
        this.request = request;
        this.scope = scope;
        this.chain = chain;
        this.ways = ways;
        this.limits = limits;
        this.client = client;
        this.beside = beside;
        this.connections = scope.execRuntime;
        this.headers = request.getHeaders();
        this.config = scope.clientContext.getRequestConfigOrDefault();
    }

    /** Waits between attempts, but not beyond the caller's patience. */
    void pause(Duration time) throws InterruptedIOException {
        limits.pause(time, scope);
    }

    /** Waits in line for a connection, until the turn comes or the call's time is up. */
    void await(Pending pending) throws InterruptedIOException {
        limits.await(pending, scope);
    }

    String method() {
        return request.getMethod();
    }

    /** Whether the request can be sent (again) as it is. */
    boolean repeatable() {
        HttpEntity body = request.getEntity();
        return body == null || body.isRepeatable();
    }

    /** Sends copies of the request, which nobody waits for. */
    void mirror(List<Copy> copies) {
        for (Copy copy : copies) {
            Optional<ClassicHttpRequest> copied = copied();
            if (copied.isPresent()) {
                beside.mirrors().send(copy, copied.get(), scope, chain, limits);
            } else {
                copy.leaveOut();
            }
        }
    }

    private Optional<ClassicHttpRequest> copied() {
        try {
            return CopiedRequest.of(request);
        } catch (IOException | RuntimeException e) {
            // If it matters, the original will fail in the same way.
            return Optional.empty();
        }
    }

    /** For attempts beside each other; empty if the request cannot be sent while it is being sent. */
    Optional<Race> race(CallPlan plan) {
        request.setHeaders(headers);
        return repeatable() ? copied().map(copy -> new Race(plan, this, copy, beside.hedges())) : Optional.empty();
    }

    /** When the caller cancels its request. */
    void onCancel(Runnable action) {
        Pause.onCancel(scope, action);
    }

    ClassicHttpRequest request() {
        return request;
    }

    /** A context for one of several attempts at once. */
    LegContext context() {
        return new LegContext(scope.clientContext, config);
    }

    /** The same for one of several attempts at once, which ends when {@code stop} is cancelled. */
    HttpExchange sending(ClassicHttpRequest own, HttpUriRequestBase stop, LegContext context) {
        ExecRuntime forked = scope.execRuntime.fork(stop);
        ExecChain.Scope part = new ExecChain.Scope(scope.exchangeId, scope.route, stop, forked, context);
        return new HttpExchange(own, part, chain, ways, limits, client, beside);
    }

    /** Sends the request to the attempt's endpoint and waits for the head of the answer. */
    ClassicHttpResponse send(Attempt attempt, OutboundHead outbound) throws IOException, HttpException {
        wire = null;
        Way way = ways.of(attempt, outbound, scope, client.idle());
        connections = way.connections();
        scope.clientContext.setRequestConfig(limits.apply(attempt));
        try {
            return send(way, outbound, attempt);
        } catch (TlsException | SSLException e) {
            attempt.failed("TLS: " + e.getMessage());
            connections.discardEndpoint();
            throw e;
        } catch (NoHttpResponseException | SocketException e) {
            if (wire == null || !wire.reused() || scope.execRuntime.isExecutionAborted()) {
                throw e;
            }
            // The endpoint closed the connection while it was idle, so it has closed others too. A proxy would have
            // noticed and opened a new one; so do we, where sending twice can do no harm.
            way.idle().close(way.route());
            if (!Method.isSafe(method()) || !repeatable()) {
                throw e;
            }
            return send(way, outbound, attempt);
        }
    }

    private ClassicHttpResponse send(Way way, OutboundHead outbound, Attempt attempt)
            throws IOException, HttpException {
        if (connections.isEndpointAcquired()) {
            // Left from an attempt before, or from an authentication challenge; this attempt has an endpoint of its
            // own.
            connections.releaseEndpoint();
        }
        // The client's interceptors add to the request on its way down, each time anew.
        request.setHeaders(headers);
        wire = new Wire(connections, outbound, attempt, client.lives());
        return chain.proceed(
                request,
                new ExecChain.Scope(scope.exchangeId, way.route(), scope.originalRequest, wire, scope.clientContext));
    }

    /** What a failure to {@link #send} means. */
    Outcome outcome(Exception failure, Attempt attempt) {
        return Failures.outcome(
                failure,
                attempt,
                wire != null && wire.sent(),
                scope.execRuntime.isExecutionAborted(),
                limits.expired(attempt),
                limits.spent());
    }

    /** Lets go of an answer that nobody will read. */
    void discard(HttpAnswer answer) {
        HttpEntity body = answer.response().getEntity();
        Wire connection = requireNonNull(wire);
        try {
            if (body != null && body.getContentLength() >= 0 && body.getContentLength() <= WORTH_READING) {
                EntityUtils.consumeQuietly(body);
                connection.releaseEndpoint();
            } else {
                connection.discardEndpoint();
            }
        } finally {
            answer.release().run();
        }
    }

    /** The answer for the caller; a body that streams ends at the call's deadline and keeps its endpoint busy. */
    ClassicHttpResponse held(HttpAnswer answer, Attempt attempt) {
        ClassicHttpResponse response = answer.response();
        if (answer.streams()) {
            BooleanSupplier expired = () -> attempt.endsCall() && limits.expired(attempt);
            Wire connection = requireNonNull(wire);
            connection.onEnd(answer.release());
            response.setEntity(new HeldEntity(
                    response.getEntity(), expired, connection::releaseEndpoint, connection::discardEndpoint));
        }
        return response;
    }

    /** Leaves the client's context as it was found. */
    void end() {
        scope.clientContext.setRequestConfig(config);
    }
}
