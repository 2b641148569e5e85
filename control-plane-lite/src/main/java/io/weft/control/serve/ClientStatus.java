package io.weft.control.serve;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.List;

/** One connected client, as it named itself, and how it stands with each type of resource. */
public record ClientStatus(String node, String userAgent, boolean incremental, List<TypeStatus> types) {

    static ClientStatus of(Node node, ClientStream stream) {
        return new ClientStatus(
                node.getId(),
                (node.getUserAgentName() + " " + node.getUserAgentVersion()).strip(),
                stream.protocol() == Protocol.INCREMENTAL,
                stream.feeds().stream().map(TypeStatus::of).toList());
    }
}
