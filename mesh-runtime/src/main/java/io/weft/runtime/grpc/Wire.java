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
import io.weft.model.Cluster;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.Copy;
import io.weft.runtime.call.OutboundHead;
import io.weft.runtime.tls.TlsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the gRPC calls that carry out one call of the caller, as the caller set it up. */
final class Wire<ReqT, RespT> {

    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final MeshInterceptor mesh;
    private final MethodDescriptor<ReqT, RespT> method;
    private final CallOptions options;
    private final Channel channel;
    private final Context context = Context.current();

    Wire(MeshInterceptor mesh, MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel channel) {
        this.mesh = mesh;
        this.method = method;
        this.options = options;
        this.channel = channel;
    }

    MeshInterceptor mesh() {
        return mesh;
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

    GrpcHead head(Metadata headers) {
        return new GrpcHead(authority(), mesh.port(), MethodPaths.of(method), headers, deadline());
    }

    /** The caller's deadline on the planner's clock. */
    OptionalLong deadlineNanos() {
        Deadline deadline = deadline();
        return deadline == null
                ? OptionalLong.empty()
                : OptionalLong.of(mesh.planning().now() + deadline.timeRemaining(TimeUnit.NANOSECONDS));
    }

    /** As without a mesh. */
    ClientCall<ReqT, RespT> direct() {
        return open(channel, method, options, context);
    }

    ClientCall<ReqT, RespT> attempt(Attempt attempt, OutboundHead outbound, Dial dial) {
        CallOptions to = limits(attempt) ? addressed(outbound, dial) : options(attempt, outbound, dial);
        return open(attempt, outbound, to, context);
    }

    /** Whether the mesh ends it in time. With a deadline of the caller gRPC sets a timer in any case. */
    boolean limits(Attempt attempt) {
        return attempt.deadlineNanos().isPresent() && deadline() == null;
    }

    /** One of several that may be under way at once. */
    ClientCall<ReqT, RespT> hedged(Attempt attempt, OutboundHead outbound, Dial dial, Executor events) {
        CallOptions to = options(attempt, outbound, dial).withExecutor(events);
        return open(attempt, outbound, to, context);
    }

    private CallOptions options(Attempt attempt, OutboundHead outbound, Dial dial) {
        CallOptions to = addressed(outbound, dial);
        if (attempt.deadlineNanos().isPresent()) {
            long left = attempt.deadlineNanos().getAsLong() - mesh.planning().now();
            to = to.withDeadlineAfter(left, TimeUnit.NANOSECONDS);
        }
        return to;
    }

    private CallOptions addressed(OutboundHead outbound, Dial dial) {
        CallOptions to = dial.addTo(options);
        return outbound.authority().equals(channel.authority()) ? to : to.withAuthority(outbound.authority());
    }

    /** A copy of the call on its way to a mirror; it goes on when the work that called is over. */
    Shadow<ReqT> shadow(Copy copy, Metadata headers) {
        Dial dial = Dial.of(copy.attempt());
        CallOptions to = options(copy.attempt(), copy.outbound(), dial).withExecutor(Runnable::run);
        ClientCall<ReqT, RespT> call = open(copy.attempt(), copy.outbound(), to, context.fork());
        return Shadow.start(call, copy, dial, headers);
    }

    private MethodDescriptor<ReqT, RespT> methodAt(String path) {
        return path.equals(MethodPaths.of(method))
                ? method
                : method.toBuilder()
                        .setFullMethodName(path.substring(path.startsWith("/") ? 1 : 0))
                        .build();
    }

    private ClientCall<ReqT, RespT> open(Attempt attempt, OutboundHead outbound, CallOptions to, Context in) {
        MethodDescriptor<ReqT, RespT> at = methodAt(outbound.path());
        Cluster cluster = attempt.cluster();
        mesh.probe().calling(cluster, channel, outbound.authority());
        if (cluster.tls().isEmpty()) {
            return open(channel, at, to, in);
        }
        try {
            Channel over = mesh.secure().of(cluster, attempt.endpoint().address(), outbound.authority());
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
