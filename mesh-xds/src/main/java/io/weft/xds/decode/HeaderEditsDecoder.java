package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.Route;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The four fields that every level of a route configuration has for changing headers. */
final class HeaderEditsDecoder {

    private HeaderEditsDecoder() {}

    static HeaderEdits decode(ClusterWeight cluster, Field at) {
        return new HeaderEdits(
                edits(
                        cluster.getRequestHeadersToRemoveList(),
                        cluster.getRequestHeadersToAddList(),
                        at.in("request_headers_to_add")),
                edits(
                        cluster.getResponseHeadersToRemoveList(),
                        cluster.getResponseHeadersToAddList(),
                        at.in("response_headers_to_add")));
    }

    static HeaderEdits decode(Route route, Field at) {
        return new HeaderEdits(
                edits(
                        route.getRequestHeadersToRemoveList(),
                        route.getRequestHeadersToAddList(),
                        at.in("request_headers_to_add")),
                edits(
                        route.getResponseHeadersToRemoveList(),
                        route.getResponseHeadersToAddList(),
                        at.in("response_headers_to_add")));
    }

    static HeaderEdits decode(VirtualHost host, Field at) {
        return new HeaderEdits(
                edits(
                        host.getRequestHeadersToRemoveList(),
                        host.getRequestHeadersToAddList(),
                        at.in("request_headers_to_add")),
                edits(
                        host.getResponseHeadersToRemoveList(),
                        host.getResponseHeadersToAddList(),
                        at.in("response_headers_to_add")));
    }

    static HeaderEdits decode(RouteConfiguration config, Field at) {
        return new HeaderEdits(
                edits(
                        config.getRequestHeadersToRemoveList(),
                        config.getRequestHeadersToAddList(),
                        at.in("request_headers_to_add")),
                edits(
                        config.getResponseHeadersToRemoveList(),
                        config.getResponseHeadersToAddList(),
                        at.in("response_headers_to_add")));
    }

    /** The edits of one level, then those of the next wider one. */
    static HeaderEdits concat(HeaderEdits first, HeaderEdits second) {
        return new HeaderEdits(concat(first.request(), second.request()), concat(first.response(), second.response()));
    }

    private static List<HeaderEdit> concat(List<HeaderEdit> first, List<HeaderEdit> second) {
        List<HeaderEdit> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** Envoy removes before it adds. */
    private static List<HeaderEdit> edits(List<String> remove, List<HeaderValueOption> add, Field at) {
        List<HeaderEdit> edits = new ArrayList<>();
        for (String name : remove) {
            edits.add(new HeaderEdit.Remove(name.toLowerCase(Locale.ROOT)));
        }
        for (int i = 0; i < add.size(); i++) {
            HeaderValueOption option = add.get(i);
            // Envoy leaves out a header whose value is empty, unless told otherwise.
            if (option.getKeepEmptyValue() || !value(option).isEmpty()) {
                edits.add(edit(option, new Field(at.path() + "[" + i + "]")));
            }
        }
        return edits;
    }

    private static HeaderEdit edit(HeaderValueOption option, Field at) {
        String name = option.getHeader().getKey().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw at.in("header.key").malformed("is empty");
        }
        String value = value(option);
        return switch (option.getAppendAction()) {
            // The older way of saying OVERWRITE_IF_EXISTS_OR_ADD.
            case APPEND_IF_EXISTS_OR_ADD ->
                option.hasAppend() && !option.getAppend().getValue()
                        ? new HeaderEdit.Set(name, value)
                        : new HeaderEdit.Add(name, value);
            case OVERWRITE_IF_EXISTS_OR_ADD -> new HeaderEdit.Set(name, value);
            case ADD_IF_ABSENT, OVERWRITE_IF_EXISTS, UNRECOGNIZED ->
                throw at.in("append_action").malformed(option.getAppendAction() + " is not supported");
        };
    }

    private static String value(HeaderValueOption option) {
        return option.getHeader().getRawValue().isEmpty()
                ? option.getHeader().getValue()
                : option.getHeader().getRawValue().toStringUtf8();
    }
}
