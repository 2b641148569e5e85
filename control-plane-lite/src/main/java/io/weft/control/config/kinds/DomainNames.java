package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Istio takes for a name: labels of at most 63 letters, digits and inner dashes, in either case. */
final class DomainNames {

    private static final String LABEL = "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern WILDCARD_LABEL = Pattern.compile("\\*|(\\*-?)?" + LABEL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+");

    private DomainNames() {}

    static boolean isLabel(String text) {
        return text.length() <= 63 && DNS_LABEL.matcher(text).matches();
    }

    /** Says what is wrong with a full or short name without wildcard. */
    static Optional<String> fqdnFault(String name) {
        return lengthFault(name).or(() -> labelsFault(name, name));
    }

    /** Says what is wrong with a name whose first label may be, or begin with, a wildcard. */
    static Optional<String> wildcardFault(String name) {
        if (lengthFault(name).isPresent()) {
            return lengthFault(name);
        }
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        if (first.length() > 63 || !WILDCARD_LABEL.matcher(first).matches()) {
            return Optional.of(labelFault(name, first));
        }
        return dot < 0 ? Optional.empty() : labelsFault(name, name.substring(dot + 1));
    }

    /** Reports an invalid name at its place. */
    static void requireWildcard(Node name, Findings findings) {
        wildcardFault(name.text()).ifPresent(fault -> findings.error(name, fault));
    }

    private static Optional<String> lengthFault(String name) {
        if (name.isEmpty()) {
            return Optional.of("a host must not be empty");
        }
        return name.length() > 255 ? Optional.of("a host has at most 255 characters") : Optional.empty();
    }

    private static Optional<String> labelsFault(String name, String rest) {
        String[] labels = rest.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (NUMBER.matcher(last).matches()) {
            return Optional.of("`" + name + "` is not a host: its last label is a number");
        }
        for (int i = 0; i < labels.length; i++) {
            boolean trailingDot = i == labels.length - 1 && labels[i].isEmpty();
            if (!trailingDot && !isLabel(labels[i])) {
                return Optional.of(labelFault(name, labels[i]));
            }
        }
        return Optional.empty();
    }

    private static String labelFault(String name, String label) {
        if (label.contains("*")) {
            return "`" + name + "` is not a host: a wildcard may only stand at the beginning";
        }
        return "`" + name + "` is not a host: the label `" + label + "` is invalid";
    }

    /** Whether one name, possibly a wildcard, stands for some of what the other stands for. */
    static boolean overlap(String left, String right) {
        if (isWildcard(left) && isWildcard(right)) {
            String a = left.substring(1);
            String b = right.substring(1);
            return a.length() < b.length() ? b.endsWith(a) : a.endsWith(b);
        }
        if (isWildcard(left)) {
            return right.endsWith(left.substring(1));
        }
        return isWildcard(right) ? left.endsWith(right.substring(1)) : left.equals(right);
    }

    /** Whether the outer name stands for all that the inner one stands for. */
    static boolean covers(String outer, String inner) {
        if (!isWildcard(inner)) {
            return isWildcard(outer) ? inner.endsWith(outer.substring(1)) : inner.equals(outer);
        }
        return isWildcard(outer) && inner.length() >= outer.length() && inner.endsWith(outer.substring(1));
    }

    static boolean isWildcard(String name) {
        return name.startsWith("*");
    }
}
