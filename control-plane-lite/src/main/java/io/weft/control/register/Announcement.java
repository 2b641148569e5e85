package io.weft.control.register;

import com.google.common.net.InetAddresses;
import io.weft.control.registry.Locality;
import io.weft.control.registry.Workload;
import io.weft.proto.registry.v1.RegisterRequest;
import io.weft.proto.registry.v1.WorkloadState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what a workload says of itself. Every refusal tells the field and what would be right. */
final class Announcement {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final int MAX_ENTRIES = 64;
    private static final int MAX_TEXT = 253;
    private static final int MAX_WEIGHT = 1_000_000;

    private Announcement() {}

    /**
     * @param peer the address that the stream comes from, if it has one
     * @throws IllegalArgumentException naming the field
     */
    static Workload workload(RegisterRequest request, Optional<String> peer, String defaultNamespace) {
        require(request.hasWorkload(), "workload", "is missing from the first message");
        io.weft.proto.registry.v1.Workload said = request.getWorkload();
        String namespace = said.getNamespace().isEmpty() ? defaultNamespace : said.getNamespace();
        return new Workload(
                name("workload.name", said.getName()),
                name("workload.namespace", namespace),
                text("workload.service_account", said.getServiceAccount()),
                address(said.getAddress(), peer),
                labels(said.getLabelsMap()),
                ports(said.getPortsMap()),
                Locality.parse(text("workload.locality", said.getLocality())),
                weight(said.getWeight()),
                text("workload.network", said.getNetwork()),
                state(request.getState()));
    }

    static Workload.State state(WorkloadState said) {
        return switch (said) {
            case STARTING -> Workload.State.STARTING;
            case READY -> Workload.State.READY;
            case DRAINING -> Workload.State.DRAINING;
            case WORKLOAD_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw refusal("state", "must be STARTING, READY or DRAINING");
        };
    }

    private static String name(String field, String said) {
        require(
                NAME.matcher(said).matches(),
                field,
                "must be lower-case letters, digits, '-' and '.', not '" + said + "'");
        return said;
    }

    private static String address(String said, Optional<String> peer) {
        String address = said.isEmpty()
                ? peer.orElseThrow(() -> refusal("workload.address", "is needed: the stream comes from no IP address"))
                : said;
        require(InetAddresses.isInetAddress(address), "workload.address", "must be an IP address, not '" + said + "'");
        return address;
    }

    private static Map<String, String> labels(Map<String, String> said) {
        require(said.size() <= MAX_ENTRIES, "workload.labels", "has more than " + MAX_ENTRIES + " entries");
        said.forEach((key, value) -> {
            text("workload.labels", key);
            text("workload.labels." + key, value);
        });
        return said;
    }

    private static Map<String, Integer> ports(Map<String, Integer> said) {
        require(said.size() <= MAX_ENTRIES, "workload.ports", "has more than " + MAX_ENTRIES + " entries");
        said.forEach((name, port) ->
                require(port > 0 && port < 65_536, "workload.ports." + name, "must be 1 to 65535, not " + port));
        return new TreeMap<>(said);
    }

    private static int weight(int said) {
        require(said >= 0 && said <= MAX_WEIGHT, "workload.weight", "must be at most " + MAX_WEIGHT);
        return Math.max(1, said);
    }

    private static String text(String field, String said) {
        require(said.length() <= MAX_TEXT, field, "has more than " + MAX_TEXT + " characters");
        return said;
    }

    private static void require(boolean condition, String field, String otherwise) {
        if (!condition) {
            throw refusal(field, otherwise);
        }
    }

    private static IllegalArgumentException refusal(String field, String what) {
        return new IllegalArgumentException(field + " " + what);
    }
}
