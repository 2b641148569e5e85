package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one object alone may say: the mesh-wide settings, how a host is guarded, and how a host of the mesh is routed
 * for whom. A rule that is private to a namespace and one for all don't conflict: the private one goes first there, as
 * in Istio. Rules of gateways are merged and don't conflict either.
 */
final class Claims {

    /** @param scope a namespace, or {@code *} for all of them */
    private record Claim(String host, String scope) {}

    private final Map<Claim, ConfigObject<?>> claims = new HashMap<>();
    private final GuardClaims guards;
    private MeshConfig mesh;
    private Optional<ConfigObject<?>> settings = Optional.empty();

    /** @param mesh what it is started with */
    Claims(MeshConfig mesh) {
        this.mesh = mesh;
        this.guards = new GuardClaims(mesh);
    }

    /** Why the object cannot be in force beside those that have claimed before it. */
    Optional<Problem> conflict(ConfigObject<?> object) {
        if (object.spec() instanceof MeshDefaults) {
            return settings.map(owner -> problem(object, owner));
        }
        if (!(object.spec() instanceof VirtualService spec) || !spec.inMesh()) {
            return guards.conflict(object);
        }
        for (int i = 0; i < spec.hosts().size(); i++) {
            for (String scope : scopes(object, spec)) {
                ConfigObject<?> owner = claims.get(claim(object, spec, i, scope));
                if (owner != null) {
                    return Optional.of(problem(object, owner, spec, i));
                }
            }
        }
        return Optional.empty();
    }

    /** Mesh-wide settings count for what is claimed after them. */
    void claim(ConfigObject<?> object) {
        if (object.spec() instanceof MeshDefaults defaults) {
            settings = Optional.of(object);
            mesh = mesh.withDefaults(defaults);
        }
        guards.claim(object);
        if (object.spec() instanceof VirtualService spec && spec.inMesh()) {
            for (int i = 0; i < spec.hosts().size(); i++) {
                for (String scope : scopes(object, spec)) {
                    claims.put(claim(object, spec, i, scope), object);
                }
            }
        }
    }

    private Claim claim(ConfigObject<?> object, VirtualService spec, int host, String scope) {
        return new Claim(mesh.fqdn(spec.hosts().get(host), object.meta().namespace()), scope);
    }

    private Set<String> scopes(ConfigObject<?> object, VirtualService spec) {
        List<String> exportTo =
                MeshDefaults.exportTo(spec.exportTo(), mesh.defaults().virtualServiceExportTo());
        Set<String> scopes = new TreeSet<>(exportTo.isEmpty() ? List.of("*") : exportTo);
        if (scopes.remove(".")) {
            scopes.add(object.meta().namespace());
        }
        return scopes;
    }

    private static Problem problem(ConfigObject<?> object, ConfigObject<?> owner) {
        return new Problem(
                Severity.WARNING,
                Codes.DEFINED_TWICE,
                object.position(),
                object.id().toString(),
                "",
                "the mesh-wide settings are those of " + owner.id() + " (" + owner.position()
                        + "); put them all into one object");
    }

    private Problem problem(ConfigObject<?> object, ConfigObject<?> owner, VirtualService spec, int host) {
        String name = mesh.fqdn(spec.hosts().get(host), object.meta().namespace());
        return new Problem(
                Severity.ERROR,
                Codes.CONFLICTING_HOSTS,
                object.position(),
                object.id().toString(),
                "spec.hosts[" + host + "]",
                "the host " + name + " is routed by " + owner.id() + " (" + owner.position()
                        + ") already; put all rules for a host into one VirtualService");
    }
}
