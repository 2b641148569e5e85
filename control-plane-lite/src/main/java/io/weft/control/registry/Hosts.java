package io.weft.control.registry;

import java.util.List;
import java.util.Optional;

/** How Istio spells and compares host names. */
public final class Hosts {

    private static final String SVC = ".svc.";

    private Hosts() {}

    /**
     * What clients of a namespace may call a host, its full name first: for services of Kubernetes also the shorter
     * forms, the bare name in its own namespace alone.
     */
    public static List<String> domains(String host, String clientNamespace) {
        int svc = host.indexOf(SVC);
        int dot = host.indexOf('.');
        if (svc <= 0 || dot + 1 > svc) {
            return List.of(host);
        }
        String withNamespace = host.substring(0, svc);
        String own = host.substring(dot + 1, svc);
        return own.equals(clientNamespace)
                ? List.of(host, host.substring(0, dot), withNamespace + ".svc", withNamespace)
                : List.of(host, withNamespace, withNamespace + ".svc");
    }

    /** The full names that a name in a client's call may stand for, itself first. */
    public static List<String> candidates(String called, String clientNamespace, String domain) {
        if (called.indexOf('.') < 0) {
            return List.of(called, called + "." + clientNamespace + SVC + domain);
        }
        return List.of(called, called + (called.endsWith(".svc") ? "." : SVC) + domain);
    }

    public static boolean isWildcard(String host) {
        return host.startsWith("*");
    }

    /** Whether a host, itself perhaps a wildcard, lies wholly within a pattern, perhaps a wildcard ({@code *.a.b}). */
    public static boolean within(String host, String pattern) {
        if (!isWildcard(pattern)) {
            return host.equals(pattern);
        }
        String suffix = pattern.substring(1);
        String tail = isWildcard(host) ? host.substring(1) : host;
        return tail.length() >= suffix.length() && tail.endsWith(suffix);
    }

    /** The most specific of the patterns that a host lies within: itself, else the longest wildcard. */
    public static Optional<String> mostSpecific(String host, Iterable<String> patterns) {
        String best = null;
        for (String pattern : patterns) {
            if (pattern.equals(host)) {
                return Optional.of(pattern);
            }
            if (within(host, pattern) && (best == null || pattern.length() > best.length())) {
                best = pattern;
            }
        }
        return Optional.ofNullable(best);
    }
}
