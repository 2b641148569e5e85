package io.weft.control.translate;

import static io.weft.control.translate.Messages.struct;
import static io.weft.control.translate.Messages.text;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.config.OutlierDetection;
import io.weft.control.config.Position;
import io.weft.control.registry.MeshService;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Metadata that says where a resource comes from: in Istio's form for its tools, and as file and line for people. */
final class Provenance {

    private static final String ISTIO = "istio";
    private static final String WEFT = "weft";

    private Provenance() {}

    static Metadata ofRoute(ConfigObject<?> rule, Position at) {
        return metadata(Map.of("config", text(path(rule))), Optional.of(at));
    }

    static Metadata ofCluster(Clusters.Source source) {
        Map<String, Value> istio = new HashMap<>();
        istio.put("services", services(source.service()));
        source.rule().ifPresent(rule -> istio.put("config", text(path(rule.object()))));
        source.subset().ifPresent(subset -> istio.put("subset", text(subset.name())));
        if (source.service().external()) {
            istio.put("external", Value.newBuilder().setBoolValue(true).build());
        }
        Optional<Position> at = source.subset()
                .map(Subset::at)
                .or(() -> source.rule().map(rule -> rule.object().position()));
        return withErrorCodes(metadata(istio, at), source.policy());
    }

    /** For our runtime only: the library that carries Envoy's messages is older than the one that says this. */
    private static Metadata withErrorCodes(Metadata metadata, Policy policy) {
        List<Integer> codes = policy.settings()
                .outlierDetection()
                .map(OutlierDetection::outlierDetectionHttpErrorCodes)
                .orElse(List.of());
        if (codes.isEmpty()) {
            return metadata;
        }
        ListValue.Builder numbers = ListValue.newBuilder();
        codes.forEach(code -> numbers.addValues(Value.newBuilder().setNumberValue(code)));
        Struct weft = metadata.getFilterMetadataOrDefault(WEFT, Struct.getDefaultInstance()).toBuilder()
                .putFields(
                        "outlierErrorCodes",
                        Value.newBuilder().setListValue(numbers).build())
                .build();
        return metadata.toBuilder().putFilterMetadata(WEFT, weft).build();
    }

    private static Metadata metadata(Map<String, Value> istio, Optional<Position> at) {
        Metadata.Builder metadata = Metadata.newBuilder().putFilterMetadata(ISTIO, struct(istio));
        at.ifPresent(position ->
                metadata.putFilterMetadata(WEFT, struct(Map.of("source", text(position.fileAndLine())))));
        return metadata.build();
    }

    /** The path of the object at the API server. */
    private static String path(ConfigObject<?> object) {
        String kind =
                object.kind().word().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return "/apis/" + object.kind().group() + "/v1/namespaces/"
                + object.meta().namespace() + "/" + kind + "/" + object.meta().name();
    }

    private static Value services(MeshService service) {
        Value one = Value.newBuilder()
                .setStructValue(struct(Map.of(
                        "host", text(service.host()),
                        "name", text(service.name()),
                        "namespace", text(service.namespace()))))
                .build();
        return Value.newBuilder()
                .setListValue(ListValue.newBuilder().addValues(one))
                .build();
    }
}
