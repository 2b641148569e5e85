package io.weft.runtime.grpc;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Scheme {@code mesh}, above DNS so that a target without a scheme belongs to the mesh. */
final class MeshResolverProvider extends NameResolverProvider {

    static final String SCHEME = "mesh";

    private static final int ABOVE_DNS = 6;

    private final GrpcAdapter adapter;

    MeshResolverProvider(GrpcAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return ABOVE_DNS;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return SCHEME.equals(target.getScheme()) ? adapter.resolve(target, args) : null;
    }
}
