package io.weft.xds.client;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.Status;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.ResourceError;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Listens to what both sides say on the ADS stream, because grpc-xds tells neither versions and refusals nor, within
 * 15 s, that a resource does not exist. Everything happens on one executor.
 */
final class AdsConversation {

    private static final long DOUBT_MILLIS = 250;
    private static final int NAME_FIELD = 1;

    private final ScheduledExecutorService executor;
    private final AdsEvents events;
    private final Map<ResourceType, AbsenceRule> absence = new EnumMap<>(ResourceType.class);

    AdsConversation(ScheduledExecutorService executor, AdsEvents events) {
        this.executor = executor;
        this.events = events;
        for (ResourceType type : ResourceType.values()) {
            if (type.fullState()) {
                absence.put(type, new AbsenceRule());
            }
        }
    }

    void opened() {
        executor.execute(() -> absence.values().forEach(AbsenceRule::opened));
    }

    void closed(Status status) {
        String why = status.getDescription() == null
                ? status.getCode().name()
                : status.getCode() + ": " + status.getDescription();
        executor.execute(() -> events.disconnected(why));
    }

    void sent(DiscoveryRequest request) {
        type(request.getTypeUrl()).ifPresent(type -> executor.execute(() -> sent(type, request)));
    }

    void came(DiscoveryResponse response) {
        executor.execute(events::connected);
        type(response.getTypeUrl()).ifPresent(type -> executor.execute(() -> came(type, response)));
    }

    private void sent(ResourceType type, DiscoveryRequest request) {
        AbsenceRule rule = absence.get(type);
        if (rule != null) {
            rule.requested(request.getResponseNonce(), Set.copyOf(request.getResourceNamesList()));
        }
        if (request.hasErrorDetail()) {
            events.refused(type, request.getErrorDetail().getMessage());
        } else if (!request.getVersionInfo().isEmpty()) {
            events.accepted(type, request.getVersionInfo());
        }
    }

    private void came(ResourceType type, DiscoveryResponse response) {
        Set<String> named = notFound(response);
        named.forEach(name -> events.missing(new ResourceKey(type, name)));
        AbsenceRule rule = absence.get(type);
        if (rule == null) {
            return;
        }
        if (rule.waiting()) {
            named.addAll(names(response));
        }
        AbsenceRule.Verdict verdict = rule.responded(response.getNonce(), named);
        verdict.missing().forEach(name -> events.missing(new ResourceKey(type, name)));
        if (!verdict.doubtful().isEmpty()) {
            executor.schedule(() -> settle(type, rule, verdict.doubtful()), DOUBT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void settle(ResourceType type, AbsenceRule rule, Set<String> doubtful) {
        for (String name : doubtful) {
            if (rule.stillDoubtful(name)) {
                events.missing(new ResourceKey(type, name));
            }
        }
    }

    /** What the control plane itself says does not exist; grpc-xds does not look at it. */
    private static Set<String> notFound(DiscoveryResponse response) {
        Set<String> names = new HashSet<>();
        for (ResourceError error : response.getResourceErrorsList()) {
            if (error.getErrorDetail().getCode() == Status.Code.NOT_FOUND.value()) {
                names.add(error.getResourceName().getName());
            }
        }
        return names;
    }

    private static Optional<ResourceType> type(String typeUrl) {
        for (ResourceType type : ResourceType.values()) {
            if (type.typeUrl().equals(typeUrl)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static Set<String> names(DiscoveryResponse response) {
        Set<String> names = new HashSet<>();
        for (Any resource : response.getResourcesList()) {
            names.add(name(resource));
        }
        return names;
    }

    /** The name of a Listener, a Cluster, or a discovery Resource around one, without reading the rest. */
    private static String name(Any resource) {
        CodedInputStream in = resource.getValue().newCodedInput();
        try {
            int tag = in.readTag();
            while (tag != 0) {
                if (WireFormat.getTagFieldNumber(tag) == NAME_FIELD) {
                    return in.readString();
                }
                in.skipField(tag);
                tag = in.readTag();
            }
        } catch (IOException unreadable) {
            // grpc-xds refuses it; here it only stays unnamed.
        }
        return "";
    }
}
