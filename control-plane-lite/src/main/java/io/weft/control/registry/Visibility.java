package io.weft.control.registry;

import java.util.Collection;
import java.util.Set;

/**
 * Istio's exportTo: which namespaces see an object.
 *
 * @param exportTo as written; empty for all namespaces
 * @param namespace of the object, which {@code .} stands for
 */
public record Visibility(Set<String> exportTo, String namespace) {

    public static Visibility of(Collection<String> exportTo, String namespace) {
        return new Visibility(Set.copyOf(exportTo), namespace);
    }

    public boolean isPublic() {
        return exportTo.isEmpty() || exportTo.contains("*");
    }

    /** Whether its own namespace alone sees it. */
    public boolean isPrivate() {
        return exportTo.size() == 1 && isLocal();
    }

    /** Whether it is seen in its own namespace because that is named. */
    private boolean isLocal() {
        return exportTo.contains(".") || exportTo.contains(namespace);
    }

    public boolean includes(String clientNamespace) {
        return rank(clientNamespace) < INVISIBLE;
    }

    /** The order in which a client of a namespace looks at rivals: private ones, those exported to it, public ones. */
    public int rank(String clientNamespace) {
        if (isPublic()) {
            return PUBLIC;
        }
        if (exportTo.contains("~")) {
            return INVISIBLE;
        }
        if (clientNamespace.equals(namespace)) {
            return isLocal() ? OWN : INVISIBLE;
        }
        return exportTo.contains(clientNamespace) ? EXPORTED : INVISIBLE;
    }

    private static final int OWN = 0;
    private static final int EXPORTED = 1;
    private static final int PUBLIC = 2;

    /** The rank of what a client does not see. */
    public static final int INVISIBLE = 3;
}
