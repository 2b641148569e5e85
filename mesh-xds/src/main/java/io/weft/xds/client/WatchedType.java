package io.weft.xds.client;

import com.google.protobuf.Message;
import io.grpc.xds.client.XdsResourceType;
import io.weft.xds.decode.Decoded;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.util.function.Consumer;

/** One of our resource types as grpc-xds asks for it. */
final class WatchedType extends XdsResourceType<Received> {

    private final ResourceType type;
    private final Consumer<ResourceKey> rejected;

    /**
     * Reads resources of this type.
     *
     * @param rejected told of each resource that could not be read: grpc-xds tells its watcher only of some
     */
    WatchedType(ResourceType type, Consumer<ResourceKey> rejected) {
        this.type = type;
        this.rejected = rejected;
    }

    @Override
    protected String extractResourceName(Message resource) {
        return type.nameOf(resource);
    }

    @Override
    protected Class<? extends Message> unpackedClassName() {
        return type.message();
    }

    @Override
    public String typeName() {
        return type.name();
    }

    @Override
    public String typeUrl() {
        return type.typeUrl();
    }

    /** Only what was asked for is read: a bad resource of others causes no NACK. */
    @Override
    public boolean shouldRetrieveResourceKeysForArgs() {
        return true;
    }

    @Override
    protected boolean isFullStateOfTheWorld() {
        return type.fullState();
    }

    @Override
    protected Received doParse(Args args, Message resource) throws ResourceInvalidException {
        Decoded decoded = type.decode(resource);
        if (decoded instanceof Decoded.Accepted accepted) {
            return new Received(accepted.value(), resource.toByteString());
        }
        rejected.accept(new ResourceKey(type, type.nameOf(resource)));
        throw new ResourceInvalidException(decoded.toString());
    }
}
