package io.weft.control.config.kinds;

import io.weft.control.config.MeshDefaults;
import io.weft.control.config.schema.Node;
import java.util.Optional;

/** A MeshConfig from its checked tree. */
final class MeshReader {

    private MeshReader() {}

    static MeshDefaults defaults(Node spec) {
        Optional<Node> policy = spec.get("defaultTrafficPolicy");
        return new MeshDefaults(
                spec.get("localityLbSetting").map(LocalityReader::locality),
                spec.get("zoneAwareLbSetting").map(LocalityReader::zoneAware),
                policy.flatMap(node -> node.get("connectionPool")).map(TrafficReader::pool),
                policy.flatMap(node -> node.get("outlierDetection")).map(TrafficReader::outlier),
                spec.texts("defaultServiceExportTo"),
                spec.texts("defaultVirtualServiceExportTo"),
                spec.texts("defaultDestinationRuleExportTo"));
    }
}
