package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SynchronizationContext;
import io.weft.model.Address;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A channel as a balancer sees it; connections and time are moved by hand. */
final class HandChannel extends LoadBalancer.Helper {

    /** A connection whose state is set by hand. */
    final class Connection extends LoadBalancer.Subchannel {

        LoadBalancer.@Nullable SubchannelStateListener listener;
        boolean shutdown;

        @Override
        public void start(LoadBalancer.SubchannelStateListener states) {
            listener = states;
        }

        @Override
        public void shutdown() {
            shutdown = true;
        }

        @Override
        public void requestConnection() {
            becomes(ConnectivityStateInfo.forNonError(ConnectivityState.CONNECTING));
        }

        @Override
        public Attributes getAttributes() {
            return Attributes.EMPTY;
        }

        @Override
        public List<EquivalentAddressGroup> getAllAddresses() {
            return List.of();
        }

        void becomes(ConnectivityStateInfo state) {
            context.execute(() -> Objects.requireNonNull(listener).onSubchannelState(state));
        }
    }

    private record Task(Runnable action, long at) {}

    final SynchronizationContext context = new SynchronizationContext((thread, failure) -> {
        throw new AssertionError(failure);
    });
    final List<Connection> connections = new ArrayList<>();
    LoadBalancer.SubchannelPicker picker = LoadBalancer.EMPTY_PICKER;
    private final List<Task> tasks = new ArrayList<>();
    private long now;

    long now() {
        return now;
    }

    /** What a call to there gets. */
    LoadBalancer.PickResult pick(Dial dial) {
        return picker.pickSubchannel(new LoadBalancer.PickSubchannelArgs() {
            @Override
            public CallOptions getCallOptions() {
                return dial.addTo(CallOptions.DEFAULT);
            }

            @Override
            public Metadata getHeaders() {
                return new Metadata();
            }

            @Override
            public MethodDescriptor<?, ?> getMethodDescriptor() {
                return Bytes.method(EchoServer.UNARY, MethodDescriptor.MethodType.UNARY);
            }
        });
    }

    /** Tells the balancer which addresses may be dialled. */
    void dials(LoadBalancer balancer, Address... addresses) {
        context.execute(() -> balancer.acceptResolvedAddresses(LoadBalancer.ResolvedAddresses.newBuilder()
                .setAddresses(List.of())
                .setAttributes(Attributes.newBuilder()
                        .set(MeshBalancer.DIALLED, Set.of(addresses))
                        .build())
                .build()));
    }

    void becomes(int connection, ConnectivityState state) {
        connections.get(connection).becomes(ConnectivityStateInfo.forNonError(state));
    }

    /** Lets time pass. */
    void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        List<Task> due = tasks.stream().filter(task -> task.at <= now).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action.run());
    }

    @Override
    public LoadBalancer.Subchannel createSubchannel(LoadBalancer.CreateSubchannelArgs args) {
        Connection connection = new Connection();
        connections.add(connection);
        return connection;
    }

    @Override
    public void updateBalancingState(ConnectivityState state, LoadBalancer.SubchannelPicker next) {
        picker = next;
    }

    @Override
    public SynchronizationContext getSynchronizationContext() {
        return context;
    }

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return proxy(ScheduledExecutorService.class, args -> {
            tasks.add(new Task((Runnable) args[0], now + ((TimeUnit) args[2]).toNanos((long) args[1])));
            return proxy(ScheduledFuture.class, unused -> false);
        });
    }

    private static <T> T proxy(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                HandChannel.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> answer.apply(args)));
    }

    @Override
    public ManagedChannel createOobChannel(EquivalentAddressGroup address, String authority) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getAuthority() {
        return "reviews:9080";
    }
}
