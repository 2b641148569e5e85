package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.TrafficGuard;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which TrafficGuard of a namespace guards which host, or which subset of it. They are not merged: which half of which
 * would count is more than an operator should have to know. Guards of workloads don't conflict, each limit counts.
 */
final class GuardClaims {

    private record Claim(String namespace, String host, String subset) {}

    private final MeshConfig mesh;
    private final Map<Claim, ConfigObject<?>> claims = new HashMap<>();

    GuardClaims(MeshConfig mesh) {
        this.mesh = mesh;
    }

    Optional<Problem> conflict(ConfigObject<?> object) {
        return claimed(object)
                .flatMap(claim -> Optional.ofNullable(claims.get(claim)).map(owner -> problem(object, owner, claim)));
    }

    void claim(ConfigObject<?> object) {
        claimed(object).ifPresent(claim -> claims.put(claim, object));
    }

    private Optional<Claim> claimed(ConfigObject<?> object) {
        String namespace = object.meta().namespace();
        return object.spec() instanceof TrafficGuard guard
                ? guard.host().map(host -> new Claim(namespace, mesh.fqdn(host, namespace), guard.subset()))
                : Optional.empty();
    }

    private static Problem problem(ConfigObject<?> object, ConfigObject<?> owner, Claim claim) {
        String what = claim.subset().isEmpty()
                ? "the host " + claim.host()
                : "the subset " + claim.subset() + " of " + claim.host();
        return new Problem(
                Severity.ERROR,
                Codes.CONFLICTING_GUARDS,
                object.position(),
                object.id().toString(),
                claim.subset().isEmpty() ? "spec.host" : "spec.subset",
                what + " is guarded by " + owner.id() + " (" + owner.position()
                        + ") already; put all that guards it into one TrafficGuard");
    }
}
