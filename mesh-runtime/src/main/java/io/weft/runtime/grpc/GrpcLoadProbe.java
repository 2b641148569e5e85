package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.tls.TlsException;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadAnswer.Missing;
import io.weft.runtime.upstream.LoadProbe;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks by a small call over the connection that calls to the endpoint have, or will have: on the channel of the last
 * call to its cluster. As long as there was none, nobody is asked.
 */
final class GrpcLoadProbe implements LoadProbe {

    /** An answer that takes longer is old when it comes. */
    private static final long TIMEOUT_MILLIS = 200;

    /** How a cluster was called last. */
    private record Way(WeakReference<Channel> channel, String authority) {

        boolean is(Channel other, String otherAuthority) {
            return channel.refersTo(other) && authority.equals(otherAuthority);
        }
    }

    private final SecureChannels secure;
    private final Map<String, Way> ways = new ConcurrentHashMap<>();

    GrpcLoadProbe(SecureChannels secure) {
        this.secure = secure;
    }

    /** An attempt at this cluster is about to be made. */
    void calling(Cluster cluster, Channel channel, String authority) {
        if (cluster.loadBalancing() instanceof LoadBalancing.Probing) {
            Way known = ways.get(cluster.name());
            if (known == null || !known.is(channel, authority)) {
                ways.put(cluster.name(), new Way(new WeakReference<>(channel), authority));
            }
        }
    }

    /** Forgets the clusters that are not configured any more. */
    void retain(Set<String> clusterNames) {
        ways.keySet().retainAll(clusterNames);
    }

    @Override
    public void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        Way way = ways.get(cluster.name());
        Channel channel = way == null ? null : way.channel().get();
        if (way == null || channel == null) {
            told.accept(Missing.SILENCE);
            return;
        }
        // No part of the work whose call asks: it neither ends with it nor by its deadline.
        Context work = Context.ROOT.attach();
        try {
            ask(cluster, address, channel, way.authority(), told);
        } finally {
            Context.ROOT.detach(work);
        }
    }

    private void ask(Cluster cluster, Address address, Channel channel, String authority, Consumer<LoadAnswer> told) {
        Dial dial = Dial.asking(cluster, address);
        try {
            Channel over = cluster.tls().isEmpty() ? channel : secure.of(cluster, address, authority);
            ClientCall<LoadMethod.Empty, LoadMethod.Empty> call =
                    over.newCall(LoadMethod.GET, options(dial, over, authority));
            call.start(new Answer(dial, told), new Metadata());
            call.request(2);
            call.sendMessage(LoadMethod.Empty.MESSAGE);
            call.halfClose();
        } catch (TlsException noCallToItEither) {
            told.accept(Missing.SILENCE);
        }
    }

    private static CallOptions options(Dial dial, Channel over, String authority) {
        CallOptions options = dial.addTo(CallOptions.DEFAULT)
                .withExecutor(Runnable::run)
                .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        return authority.equals(over.authority()) ? options : options.withAuthority(authority);
    }

    private static final class Answer extends ClientCall.Listener<LoadMethod.Empty> {

        private final Dial dial;
        private final Consumer<LoadAnswer> told;
        private @Nullable String report;

        Answer(Dial dial, Consumer<LoadAnswer> told) {
            this.dial = dial;
            this.told = told;
        }

        @Override
        public void onHeaders(Metadata headers) {
            report = headers.get(LoadMethod.REPORT);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            dial.end();
            told.accept(answer(status));
        }

        private LoadAnswer answer(Status status) {
            return switch (status.getCode()) {
                case OK -> report == null ? Missing.NOT_UNDERSTOOD : LoadText.parse(report);
                case UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED -> Missing.NOT_UNDERSTOOD;
                default -> Missing.SILENCE;
            };
        }
    }
}
