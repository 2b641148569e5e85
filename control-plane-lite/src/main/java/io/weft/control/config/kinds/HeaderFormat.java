package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Nearest;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of headers with Envoy's commands in them, {@code %REQ(x-user)%}; {@code %%} is a percent sign. Istio checks
 * the form; an unknown command it leaves to Envoy, which then refuses all routes together.
 */
final class HeaderFormat {

    private static final Set<String> COMMANDS = Set.of(
            "ACCESS_LOG_TYPE",
            "CEL",
            "CLUSTER_METADATA",
            "COALESCE",
            "COMMON_DURATION",
            "CONNECTION_ID",
            "CONNECTION_TERMINATION_DETAILS",
            "CUSTOM_FLAGS",
            "DURATION",
            "DYNAMIC_METADATA",
            "EMIT_TIME",
            "EMIT_TIME_LOCAL",
            "ENVIRONMENT",
            "FILTER_CHAIN_NAME",
            "FILTER_STATE",
            "HOSTNAME",
            "LOCAL_REPLY_BODY",
            "METADATA",
            "PATH",
            "PER_REQUEST_STATE",
            "PROTOCOL",
            "QUERY_PARAM",
            "QUERY_PARAMS",
            "REQ",
            "REQUESTED_SERVER_NAME",
            "RESP",
            "ROUNDTRIP_DURATION",
            "ROUTE_NAME",
            "SPAN_ID",
            "START_TIME",
            "START_TIME_LOCAL",
            "STREAM_ID",
            "TRACE_ID",
            "TRAILER",
            "UNIQUE_ID",
            "VIRTUAL_CLUSTER_NAME");
    /** Families of commands, too many to list. */
    private static final List<String> FAMILIES =
            List.of("DOWNSTREAM_", "UPSTREAM_", "REQUEST_", "RESPONSE_", "BYTES_", "PACKETS_", "GRPC_", "TLS_");

    /** What our runtime knows the value of. */
    private static final Set<String> EVALUATED =
            Set.of("REQ", "PROTOCOL", "ROUTE_NAME", "UPSTREAM_CLUSTER", "UPSTREAM_HOST");

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");
    /** A name, then nothing, or arguments of either kind up to the closing bracket, then the end. */
    private static final Pattern COMMAND = Pattern.compile(
            "%([^%(]*)(\\( *(\\[ *\"(?:[^\"\\\\)]|\\\\.)*\" *(?:, *\"(?:[^\"\\\\)]|\\\\.)*\" *)*\\] *|(?:[^\\\\)\"\\[]|\\\\.)(?:[^\\\\)\"]|\\\\.)*)\\) *)?%");

    private HeaderFormat() {}

    static void check(Node value, Findings findings) {
        String text = value.text();
        Matcher command = COMMAND.matcher(text);
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
            if (text.startsWith("%%", at)) {
                at += 2;
            } else if (command.region(at, text.length()).lookingAt()) {
                known(command.group(1), value, findings);
                at = command.end();
            } else {
                findings.error(value, "a `%` that is no command, such as %REQ(x-user)%, is written `%%`");
                return;
            }
        }
    }

    private static void known(String name, Node value, Findings findings) {
        boolean known = COMMANDS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith);
        if (!known || !NAME.matcher(name).matches()) {
            findings.cannotWork(
                    value,
                    "`%" + name + "%` is not a command of Envoy; a percent sign is written `%%`"
                            + Nearest.hint(name, COMMANDS));
        } else if (!EVALUATED.contains(name)) {
            findings.warning(
                    Codes.NOT_APPLIED, value, "only a proxy knows `%" + name + "%`; here it stands for nothing");
        }
    }
}
