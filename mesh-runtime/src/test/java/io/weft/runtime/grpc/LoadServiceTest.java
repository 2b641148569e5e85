package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.upstream.LoadReport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a gRPC server tells of its load, over a channel that knows no mesh. */
class LoadServiceTest {

    private final ServerLoad load = new ServerLoad(System::nanoTime);
    private final LoadService service = new LoadService(load);
    private ServerInterceptor within = pass();
    private final EchoServer server = new EchoServer(
            "a",
            0,
            InsecureServerCredentials.create(),
            builder -> builder.addService(service).intercept(new Within()).intercept(new LoadInterceptor(service)));
    private final ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + server.address())
            .usePlaintext()
            .build();

    /** An interceptor of the application's. */
    private final class Within implements ServerInterceptor {

        @Override
        public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
            return within.interceptCall(call, headers, next);
        }
    }

    private static ServerInterceptor pass() {
        return new ServerInterceptor() {
            @Override
            public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                    ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
                return next.startCall(call, headers);
            }
        };
    }

    private static ServerInterceptor throwing() {
        return new ServerInterceptor() {
            @Override
            public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                    ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
                throw Status.UNAUTHENTICATED.asRuntimeException();
            }
        };
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.close();
    }

    private String ask() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        Channel listening = ClientInterceptors.intercept(
                channel, MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
        ClientCalls.blockingUnaryCall(
                listening,
                LoadMethod.GET,
                CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                LoadMethod.Empty.MESSAGE);
        return String.valueOf(Objects.requireNonNull(headers.get()).get(LoadMethod.REPORT));
    }

    /** The end of a call reaches the client before it reaches the server's interceptors. */
    private void awaitIdle() throws InterruptedException {
        for (int i = 0; load.report().inFlight() > 0 && i < 2000; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(load.report().inFlight()).isZero();
    }

    @Test
    void tellsTheLoadAndDoesNotCountTheQuestion() {
        Runnable unused = load.begin();
        assertThat(ask()).isEqualTo("inFlight=1 latencyNanos=0");
        assertThat(load.report().inFlight()).isEqualTo(1);
    }

    @Test
    void asksNobodyWithinWhetherItMayTell() {
        within = throwing();
        assertThat(LoadText.parse(ask())).isEqualTo(new LoadReport(0, 0));
    }

    @Test
    void countsACallWhileItIsServed() throws Exception {
        List<Integer> during = new CopyOnWriteArrayList<>();
        server.during = () -> during.add(load.report().inFlight());
        GrpcBed.unary(channel);
        assertThat(during).containsExactly(1);
        awaitIdle();
        assertThat(load.report().latencyNanos()).isPositive();
    }

    @Test
    void countsNoCallThatItsCallerHasGivenUp() throws Exception {
        ClientCall<String, String> call =
                GrpcBed.call(channel, EchoServer.CHAT, MethodType.BIDI_STREAMING, CallOptions.DEFAULT);
        GrpcBed.Answers answers = new GrpcBed.Answers();
        call.start(answers, new Metadata());
        call.request(1);
        call.sendMessage("x");
        answers.awaitMessages(1);
        assertThat(load.report().inFlight()).isEqualTo(1);
        call.cancel("enough", null);
        awaitIdle();
    }

    @Test
    void countsNoCallThatAnInterceptorThrewOut() throws Exception {
        within = throwing();
        assertThatThrownBy(() -> GrpcBed.unary(channel)).isInstanceOf(StatusRuntimeException.class);
        awaitIdle();
    }
}
