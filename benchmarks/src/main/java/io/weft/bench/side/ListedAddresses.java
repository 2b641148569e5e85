package io.weft.bench.side;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Scheme {@code listed}: what DNS would find, were a port part of its answers. {@code listed:///host:port,host:port}.
 */
final class ListedAddresses extends NameResolverProvider {

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 0;
    }

    @Override
    public String getDefaultScheme() {
        return "listed";
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
        if (!"listed".equals(target.getScheme())) {
            return null;
        }
        List<EquivalentAddressGroup> groups = Stream.of(
                        target.getPath().substring(1).split(","))
                .map(address -> address.split(":"))
                .map(parts -> new EquivalentAddressGroup(new InetSocketAddress(parts[0], Integer.parseInt(parts[1]))))
                .toList();
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return "bench";
            }

            @Override
            public void start(Listener2 listener) {
                listener.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromValue(groups))
                        .build());
            }

            @Override
            public void shutdown() {}
        };
    }
}
