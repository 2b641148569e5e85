package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.Kind;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Nearest;
import io.weft.control.config.schema.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds that are not ours: Kubernetes' own, which stay out of it, and words that were probably meant as ours. */
final class ForeignKinds {

    private static final Set<String> GROUPS =
            kinds().map(Kind::group).filter(group -> !group.isEmpty()).collect(Collectors.toUnmodifiableSet());

    private ForeignKinds() {}

    /** Reports a kind that must not be passed over; tells whether it may be. */
    static boolean leave(String group, String version, String word, Node object, Findings findings) {
        Node at = object.get("kind").orElse(object);
        Optional<Kind> kind = Kind.of(group, word);
        if (kind.isPresent()) {
            String versions =
                    String.join(", ", kind.get().versions().stream().sorted().toList());
            Node apiVersion = object.get("apiVersion").orElse(object);
            findings.error(apiVersion, "`" + version + "` is not a version of " + word + "; known are " + versions);
            return false;
        }
        if (GROUPS.contains(group)) {
            List<String> words = kinds().filter(known -> known.group().equals(group))
                    .map(Kind::word)
                    .toList();
            List<String> all = kinds().map(Kind::word).toList();
            String hint = Nearest.to(word, words).isPresent() ? Nearest.hint(word, words) : Nearest.hint(word, all);
            findings.error(at, "`" + word + "` is not a kind of " + group + elsewhere(word, hint));
            return false;
        }
        if (!Nearest.hint(group, GROUPS).isEmpty()) {
            findings.error(
                    object.get("apiVersion").orElse(object),
                    "`" + group + "` is not a group" + Nearest.hint(group, GROUPS));
            return false;
        }
        if (group.equals("gateway.networking.k8s.io")) {
            findings.warning(
                    Codes.NOT_APPLIED, at, word + " of the Gateway API is not applied; write a VirtualService");
            return false;
        }
        if (word.equals("Ingress")) {
            findings.warning(Codes.NOT_APPLIED, at, "Ingress is not applied: it is for gateways, which are proxies");
            return false;
        }
        return true;
    }

    private static String elsewhere(String word, String hint) {
        return kinds().filter(kind -> kind.word().equals(word))
                .findFirst()
                .map(kind -> "; it belongs to " + (kind.group().isEmpty() ? "v1" : kind.group()))
                .orElse(hint);
    }

    private static Stream<Kind> kinds() {
        return Arrays.stream(Kind.values());
    }
}
