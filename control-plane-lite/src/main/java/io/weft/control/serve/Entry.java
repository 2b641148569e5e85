package io.weft.control.serve;

import com.google.common.hash.Hashing;
import com.google.protobuf.Any;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.weft.control.translate.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One resource as it is served: encoded once, shared by all responses that carry it.
 *
 * @param version a hash of the content, equal over restarts and replicas; empty for a resource that does not exist
 * @param source what was encoded; its identity tells that nothing changed
 * @param resource the encoded form, with name and version as the incremental protocol wraps it
 */
record Entry(String name, String version, Message source, Resource resource) {

    /** Stands for a resource that does not exist. */
    static final Entry ABSENT = known("", "");
    /** Stands for what a client holds that was never sent the resource: differs from everything. */
    static final Entry UNSENT = known("", "-");

    /** What a client holds since an earlier stream, in a version that it did not name: differs from everything. */
    static Entry unversioned(String name) {
        return known(name, "?");
    }

    /** What a client said that it holds since an earlier stream. */
    static Entry known(String name, String version) {
        return new Entry(name, version, Any.getDefaultInstance(), Resource.getDefaultInstance());
    }

    static Entry of(ResourceType type, String name, Message source) {
        byte[] bytes = encode(source);
        Any any = Any.newBuilder()
                .setTypeUrl(type.typeUrl())
                .setValue(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        String version = Hashing.sha256().hashBytes(bytes).toString().substring(0, 16);
        Resource resource = Resource.newBuilder()
                .setName(name)
                .setVersion(version)
                .setResource(any)
                .build();
        return new Entry(name, version, source, resource);
    }

    /** Maps are written in the order of their keys, so that equal content is equal bytes on every replica. */
    private static byte[] encode(Message source) {
        byte[] bytes = new byte[source.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            source.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    Any any() {
        return resource.getResource();
    }

    boolean exists() {
        return !version.isEmpty() && !unsent();
    }

    boolean unsent() {
        return version.equals(UNSENT.version);
    }

    /** Whether the client got it on an earlier stream, so that only its version is known, if that. */
    boolean fromEarlier() {
        return exists() && !resource.hasResource();
    }

    boolean sameContent(Entry other) {
        return version.equals(other.version);
    }

    /** Whether traffic sent here finds nothing: the resource does not exist, or has no endpoint. */
    boolean hollow() {
        return !exists() || source instanceof ClusterLoadAssignment assignment && assignment.getEndpointsCount() == 0;
    }

    /** The endpoint resource that belongs to this cluster. */
    String endpointName() {
        return source instanceof Cluster cluster
                        && !cluster.getEdsClusterConfig().getServiceName().isEmpty()
                ? cluster.getEdsClusterConfig().getServiceName()
                : name;
    }
}
