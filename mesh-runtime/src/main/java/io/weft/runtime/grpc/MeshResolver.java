package io.weft.runtime.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.weft.model.Address;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a target to the mesh at once, whatever its name: what becomes of a call is decided call by call. DNS is
 * asked only when the first call passes through.
 */
final class MeshResolver extends NameResolver {

    private final String authority;
    private final SynchronizationContext context;
    private final Resolution resolution;
    private final NameResolver dns;
    private final Consumer<MeshResolver> onShutdown;
    private List<EquivalentAddressGroup> resolved = List.of();
    private Set<Address> dialled;
    private @Nullable Listener2 listener;
    private boolean dnsStarted;

    /** @param dns asked for calls that pass through; what it is asked for gives this channel its authority too */
    MeshResolver(
            NameResolver dns,
            Args args,
            Set<Address> dialled,
            Function<MeshResolver, Resolution> resolution,
            Consumer<MeshResolver> onShutdown) {
        this.dns = dns;
        this.authority = dns.getServiceAuthority();
        this.context = args.getSynchronizationContext();
        this.dialled = dialled;
        this.onShutdown = onShutdown;
        this.resolution = resolution.apply(this);
    }

    @Override
    public String getServiceAuthority() {
        return authority;
    }

    @Override
    public void start(Listener2 channel) {
        listener = channel;
        publish();
    }

    /** From now on DNS is asked too. Any thread. */
    void passThrough() {
        context.execute(() -> {
            if (!dnsStarted && listener != null) {
                dnsStarted = true;
                dns.start(new DnsListener());
            }
        });
    }

    /** The addresses that the mesh may dial from now on. Any thread. */
    void dial(Set<Address> addresses) {
        context.execute(() -> {
            if (!dialled.equals(addresses)) {
                dialled = addresses;
                publish();
            }
        });
    }

    @Override
    public void refresh() {
        if (dnsStarted) {
            dns.refresh();
        }
    }

    @Override
    public void shutdown() {
        listener = null;
        onShutdown.accept(this);
        dns.shutdown();
    }

    private void publish() {
        if (listener != null) {
            Status unused = listener.onResult2(resolution.result(resolved, dialled));
        }
    }

    private final class DnsListener extends Listener2 {

        @Override
        public void onResult(ResolutionResult result) {
            context.execute(() -> accept(result));
        }

        @Override
        public Status onResult2(ResolutionResult result) {
            accept(result);
            return result.getAddressesOrError().getStatus();
        }

        private void accept(ResolutionResult result) {
            if (result.getAddressesOrError().hasValue()) {
                resolved = Objects.requireNonNull(result.getAddressesOrError().getValue());
                publish();
            } else {
                onError(result.getAddressesOrError().getStatus());
            }
        }

        @Override
        public void onError(Status error) {
            context.execute(() -> {
                if (listener != null) {
                    listener.onError(error);
                }
            });
        }
    }
}
