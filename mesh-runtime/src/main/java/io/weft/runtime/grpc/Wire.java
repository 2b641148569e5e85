package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.Copy;
import io.weft.runtime.call.OutboundHead;
import io.weft.runtime.tls.TlsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the gRPC calls that carry out one call of the caller, as the caller set it up. */
final class Wire<ReqT, RespT> {

    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final MethodDescriptor<ReqT, RespT> method;
    private final CallOptions options;
    private final Channel channel;
    private final SecureChannels secure;
    private final GrpcLoadProbe probe;
    private final Context context = Context.current();

    Wire(
            MethodDescriptor<ReqT, RespT> method,
            CallOptions options,
            Channel channel,
            SecureChannels secure,
            GrpcLoadProbe probe) {
        this.method = method;
        this.options = options;
        this.channel = channel;
        this.secure = secure;
        this.probe = probe;
    }

    Context context() {
        return context;
    }

    boolean isUnary() {
        return method.getType() == MethodDescriptor.MethodType.UNARY;
    }

    boolean waitsForReady() {
        return options.isWaitForReady();
    }

    /** Where the caller's listener is called; gRPC sets it above us. */
    Executor executor() {
        return Objects.requireNonNull(options.getExecutor());
    }

    String authority() {
        String own = options.getAuthority();
        return own != null ? own : channel.authority();
    }

    /** The earlier of the call's own and the context's. */
    @Nullable
    Deadline deadline() {
        Deadline own = options.getDeadline();
        Deadline outer = context.getDeadline();
        return own == null || (outer != null && outer.isBefore(own)) ? outer : own;
    }

    GrpcHead head(Metadata headers, int port) {
        Deadline deadline = deadline();
        String timeout = deadline == null ? null : deadline.timeRemaining(TimeUnit.MILLISECONDS) + "m";
        return new GrpcHead(authority(), port, "/" + method.getFullMethodName(), headers, timeout);
    }

    /** The caller's deadline on the planner's clock. */
    OptionalLong deadlineNanos(long now) {
        Deadline deadline = deadline();
        return deadline == null
                ? OptionalLong.empty()
                : OptionalLong.of(now + deadline.timeRemaining(TimeUnit.NANOSECONDS));
    }

    /** As without a mesh. */
    ClientCall<ReqT, RespT> direct() {
        return open(channel, method, options, context);
    }

    ClientCall<ReqT, RespT> to(Address sidecar) {
        Dial dial = new Dial(sidecar, Duration.ofSeconds(10), ConnectionPolicy.DEFAULT);
        return open(channel, method, options.withOption(Dial.KEY, dial), context);
    }

    ClientCall<ReqT, RespT> attempt(Attempt attempt, OutboundHead outbound, Dial dial, Witness witness, long now) {
        return open(attempt, outbound, options(attempt, outbound, dial, witness, now), context);
    }

    /** One of several that may be under way at once. */
    ClientCall<ReqT, RespT> hedged(
            Attempt attempt, OutboundHead outbound, Dial dial, Witness witness, long now, Executor events) {
        CallOptions to = options(attempt, outbound, dial, witness, now).withExecutor(events);
        return open(attempt, outbound, to, context);
    }

    private CallOptions options(Attempt attempt, OutboundHead outbound, Dial dial, Witness witness, long now) {
        CallOptions to = options.withOption(Dial.KEY, dial).withStreamTracerFactory(witness);
        if (!outbound.authority().equals(channel.authority())) {
            to = to.withAuthority(outbound.authority());
        }
        if (attempt.deadlineNanos().isPresent()) {
            to = to.withDeadlineAfter(attempt.deadlineNanos().getAsLong() - now, TimeUnit.NANOSECONDS);
        }
        return to;
    }

    /** A copy of the call on its way to a mirror; it goes on when the work that called is over. */
    Shadow<ReqT> shadow(Copy copy, Metadata headers, long now) {
        Witness witness = new Witness(copy.attempt()::connected);
        Dial dial = Dial.of(copy.attempt());
        CallOptions to =
                options(copy.attempt(), copy.outbound(), dial, witness, now).withExecutor(Runnable::run);
        ClientCall<ReqT, RespT> call = open(copy.attempt(), copy.outbound(), to, context.fork());
        return Shadow.start(call, copy, dial, witness, headers);
    }

    private MethodDescriptor<ReqT, RespT> methodAt(String path) {
        String own = method.getFullMethodName();
        int from = path.startsWith("/") ? 1 : 0;
        return path.length() == from + own.length() && path.endsWith(own)
                ? method
                : method.toBuilder().setFullMethodName(path.substring(from)).build();
    }

    private ClientCall<ReqT, RespT> open(Attempt attempt, OutboundHead outbound, CallOptions to, Context in) {
        MethodDescriptor<ReqT, RespT> at = methodAt(outbound.path());
        Cluster cluster = attempt.cluster();
        probe.calling(cluster, channel, outbound.authority());
        if (cluster.tls().isEmpty()) {
            return open(channel, at, to, in);
        }
        try {
            Channel over = secure.of(cluster, attempt.endpoint().address(), outbound.authority());
            return open(over, at, to.withAuthority(outbound.authority()), in);
        } catch (TlsException e) {
            return new FailedCall<>(Objects.requireNonNull(to.getExecutor()), e);
        }
    }

    private ClientCall<ReqT, RespT> open(Channel over, MethodDescriptor<ReqT, RespT> at, CallOptions to, Context in) {
        Context previous = in.attach();
        try {
            return over.newCall(at, to);
        } finally {
            in.detach(previous);
        }
    }

    /** The length of a message on the wire. */
    long size(ReqT message) {
        try (InputStream stream = method.streamRequest(message)) {
            return stream instanceof KnownLength ? stream.available() : stream.transferTo(NOWHERE);
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("the request cannot be serialised")
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
