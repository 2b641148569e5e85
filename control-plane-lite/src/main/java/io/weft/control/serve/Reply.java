package io.weft.control.serve;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.ResourceError;
import io.envoyproxy.envoy.service.discovery.v3.ResourceName;
import io.weft.control.translate.ResourceType;
import java.util.List;

/**
 * A response of either protocol.
 *
 * @param missing names that do not exist: removed, or never there
 * @param differences what led to this response
 */
record Reply(
        ResourceType type, String nonce, List<Entry> resources, List<String> missing, List<Difference> differences) {

    /** One version for the whole: equal for equal sets of resources, whatever their order. */
    String version() {
        long sum = 0;
        for (Entry entry : resources) {
            sum += Long.parseUnsignedLong(entry.version(), 16);
        }
        return "%016x".formatted(sum);
    }

    DiscoveryResponse wholeState() {
        DiscoveryResponse.Builder response = DiscoveryResponse.newBuilder()
                .setTypeUrl(type.typeUrl())
                .setNonce(nonce)
                .setVersionInfo(version());
        resources.forEach(entry -> response.addResources(entry.any()));
        missing.forEach(name -> response.addResourceErrors(notFound(name)));
        return response.build();
    }

    DeltaDiscoveryResponse incremental() {
        DeltaDiscoveryResponse.Builder response = DeltaDiscoveryResponse.newBuilder()
                .setTypeUrl(type.typeUrl())
                .setNonce(nonce)
                .setSystemVersionInfo(version());
        resources.forEach(entry -> response.addResources(entry.resource()));
        return response.addAllRemovedResources(missing).build();
    }

    private static ResourceError notFound(String name) {
        return ResourceError.newBuilder()
                .setResourceName(ResourceName.newBuilder().setName(name))
                .setErrorDetail(
                        Status.newBuilder().setCode(Code.NOT_FOUND_VALUE).setMessage("no such resource"))
                .build();
    }
}
