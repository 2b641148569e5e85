package io.weft.control.translate;

import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.StringMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes conditions that hold where those of a rule that delegates and of its delegate both do. */
final class DelegatedMatches {

    private DelegatedMatches() {}

    /**
     * Every pair that goes together. Empty if a leaf goes with no root: a delegate may narrow what it was given, never
     * widen it.
     */
    static Optional<List<HttpMatchRequest>> merge(List<HttpMatchRequest> roots, List<HttpMatchRequest> leaves) {
        if (roots.isEmpty() || leaves.isEmpty()) {
            return Optional.of(roots.isEmpty() ? leaves : roots);
        }
        List<HttpMatchRequest> merged = new ArrayList<>();
        for (HttpMatchRequest leaf : leaves) {
            List<HttpMatchRequest> pairs = roots.stream()
                    .filter(root -> within(leaf, root))
                    .map(root -> merge(root, leaf))
                    .toList();
            if (pairs.isEmpty()) {
                return Optional.empty();
            }
            merged.addAll(pairs);
        }
        return Optional.of(merged);
    }

    private static boolean within(HttpMatchRequest leaf, HttpMatchRequest root) {
        return within(leaf.uri(), root.uri())
                && within(leaf.scheme(), root.scheme())
                && within(leaf.method(), root.method())
                && within(leaf.authority(), root.authority())
                && within(leaf.headers(), root.headers())
                && within(leaf.withoutHeaders(), root.withoutHeaders())
                && within(leaf.queryParams(), root.queryParams())
                && leaf.ignoreUriCase() == root.ignoreUriCase()
                && portWithin(leaf.port(), root.port())
                && sourceWithin(leaf, root)
                && gatewaysWithin(leaf.gateways(), root.gateways());
    }

    private static boolean within(Map<String, StringMatch> leaf, Map<String, StringMatch> root) {
        return leaf.entrySet().stream()
                .allMatch(
                        entry -> within(Optional.of(entry.getValue()), Optional.ofNullable(root.get(entry.getKey()))));
    }

    private static boolean within(Optional<StringMatch> leaf, Optional<StringMatch> root) {
        return leaf.isEmpty() || root.isEmpty() || within(leaf.get(), root.get());
    }

    /** Istio compares texts alone: a regular expression, or mere presence, lies within nothing and holds nothing. */
    private static boolean within(StringMatch leaf, StringMatch root) {
        return !root.value().isEmpty()
                && switch (root.type()) {
                    case EXACT -> leaf.equals(root);
                    case PREFIX -> isText(leaf) && leaf.value().startsWith(root.value());
                    case REGEX, PRESENT -> false;
                };
    }

    private static boolean isText(StringMatch match) {
        return match.type() == StringMatch.Type.EXACT || match.type() == StringMatch.Type.PREFIX;
    }

    private static boolean portWithin(OptionalInt leaf, OptionalInt root) {
        return leaf.isEmpty() || root.isEmpty() || leaf.equals(root);
    }

    /** Unlike all else, the root's namespace must be repeated. */
    private static boolean sourceWithin(HttpMatchRequest leaf, HttpMatchRequest root) {
        boolean labels = leaf.sourceLabels().entrySet().stream()
                .allMatch(label -> root.sourceLabels()
                        .getOrDefault(label.getKey(), label.getValue())
                        .equals(label.getValue()));
        return labels
                && (root.sourceNamespace().filter(given -> !given.isEmpty()).isEmpty()
                        || root.sourceNamespace().equals(leaf.sourceNamespace()));
    }

    private static boolean gatewaysWithin(List<String> leaf, List<String> root) {
        return leaf.isEmpty() || root.isEmpty() || (leaf.size() <= root.size() && root.containsAll(leaf));
    }

    private static HttpMatchRequest merge(HttpMatchRequest root, HttpMatchRequest leaf) {
        return new HttpMatchRequest(
                DelegatedRules.name(root.name(), leaf.name()),
                leaf.uri().or(root::uri),
                leaf.ignoreUriCase(),
                leaf.scheme().or(root::scheme),
                leaf.method().or(root::method),
                leaf.authority().or(root::authority),
                union(root.headers(), leaf.headers()),
                union(root.withoutHeaders(), leaf.withoutHeaders()),
                union(root.queryParams(), leaf.queryParams()),
                leaf.port().isPresent() ? leaf.port() : root.port(),
                union(root.sourceLabels(), leaf.sourceLabels()),
                leaf.sourceNamespace().filter(given -> !given.isEmpty()).or(root::sourceNamespace),
                leaf.gateways().isEmpty() ? root.gateways() : leaf.gateways(),
                leaf.statPrefix().or(root::statPrefix),
                leaf.at());
    }

    private static <V> Map<String, V> union(Map<String, V> root, Map<String, V> leaf) {
        Map<String, V> union = new LinkedHashMap<>(root);
        union.putAll(leaf);
        return union;
    }
}
