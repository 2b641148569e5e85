package io.weft.control.translate;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.weft.control.config.Headers;
import io.weft.control.config.Headers.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Header edits as Envoy's, in a steady order: overwrites before appends, each by name.
 *
 * @param authority what the edits make of the request's authority, which to Envoy is no header
 */
record HeaderOperations(
        List<HeaderValueOption> requestAdd,
        List<String> requestRemove,
        List<HeaderValueOption> responseAdd,
        List<String> responseRemove,
        Optional<String> authority) {

    static HeaderOperations of(Headers headers) {
        return new HeaderOperations(
                add(headers.request()),
                remove(headers.request()),
                add(headers.response()),
                remove(headers.response()),
                authority(headers.request().set())
                        .or(() -> authority(headers.request().add())));
    }

    private static List<HeaderValueOption> add(Operations edits) {
        return Stream.concat(
                        options(edits.set(), HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD),
                        options(edits.add(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD))
                .toList();
    }

    private static Stream<HeaderValueOption> options(Map<String, String> edits, HeaderAppendAction action) {
        return edits.entrySet().stream()
                .filter(edit -> !isInternal(edit.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(edit -> HeaderValueOption.newBuilder()
                        .setHeader(HeaderValue.newBuilder()
                                .setKey(edit.getKey().toLowerCase(Locale.ROOT))
                                .setValue(edit.getValue()))
                        .setAppendAction(action)
                        .build());
    }

    private static List<String> remove(Operations edits) {
        return edits.remove().stream()
                .filter(name -> !isInternal(name))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Pseudo headers and Host can't be edited as headers. */
    private static boolean isInternal(String name) {
        return name.startsWith(":") || name.equalsIgnoreCase("host");
    }

    private static Optional<String> authority(Map<String, String> edits) {
        return edits.entrySet().stream()
                .filter(edit -> edit.getKey().equalsIgnoreCase("host")
                        || edit.getKey().equalsIgnoreCase(RouteMatches.AUTHORITY))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty())
                .reduce((first, last) -> last);
    }
}
