package io.weft.control.translate;

import io.weft.control.config.MeshDefaults;
import io.weft.control.config.TrafficPolicy;
import io.weft.control.config.TrafficPolicy.PortTrafficPolicy;
import io.weft.control.config.TrafficPolicy.RetryBudget;
import io.weft.control.config.TrafficPolicy.Settings;
import java.util.Optional;

/** The traffic policy in force for one cluster, inheritance and port settings resolved. */
record Policy(Settings settings, Optional<RetryBudget> retryBudget) {

    private static final Settings NO_SETTINGS =
            new Settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    static final Policy NONE = new Policy(NO_SETTINGS, Optional.empty());

    /**
     * A subset's blocks override the rule's one by one. Settings of the port take the place of all four blocks of the
     * level where they are written, so that what they leave out is the default, not inherited; that level's retry
     * budget, which a port can't have, does not count either.
     */
    static Policy of(Optional<TrafficPolicy> rule, Optional<TrafficPolicy> subset, int port) {
        Settings base = rule.map(policy -> forPort(policy, port).orElse(policy.settings()))
                .orElse(NO_SETTINGS);
        Settings settings = subset.map(policy -> forPort(policy, port).orElseGet(() -> over(policy.settings(), base)))
                .orElse(base);
        return new Policy(
                settings,
                subset.flatMap(policy -> retryBudget(policy, port))
                        .or(() -> rule.flatMap(policy -> retryBudget(policy, port))));
    }

    private static Optional<RetryBudget> retryBudget(TrafficPolicy policy, int port) {
        return forPort(policy, port).isPresent() ? Optional.empty() : policy.retryBudget();
    }

    /** The mesh's blocks where there are none. */
    Policy over(MeshDefaults mesh) {
        return new Policy(
                over(
                        settings,
                        new Settings(
                                mesh.connectionPool(), Optional.empty(), mesh.outlierDetection(), Optional.empty())),
                retryBudget);
    }

    private static Optional<Settings> forPort(TrafficPolicy policy, int port) {
        return policy.portLevelSettings().stream()
                .filter(settings -> settings.port() == port)
                .findFirst()
                .map(PortTrafficPolicy::settings);
    }

    private static Settings over(Settings top, Settings base) {
        return new Settings(
                top.connectionPool().or(base::connectionPool),
                top.loadBalancer().or(base::loadBalancer),
                top.outlierDetection().or(base::outlierDetection),
                top.tls().or(base::tls));
    }
}
