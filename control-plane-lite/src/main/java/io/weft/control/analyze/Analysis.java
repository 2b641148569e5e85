package io.weft.control.analyze;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.Problem;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Services;
import java.util.ArrayList;
import java.util.List;

/** Looks at a configuration as a whole. Pure. */
public final class Analysis {

    private Analysis() {}

    /**
     * All findings, by place. None of them keeps an object from being in force.
     *
     * @param registry the workloads that run; if there are none, nothing is said about them
     */
    public static List<Problem> of(ConfigSnapshot config, Registry registry) {
        List<Problem> problems = new ArrayList<>();
        Services services = Services.of(config);
        new GatewayReferences(config).check(problems);
        new PortChoices(config, services).check(problems);
        new RuleHosts(config, services, registry).check(problems);
        new GuardHosts(config, services).check(problems);
        new KeepAlives(config, services).check(problems);
        PortNames.check(config, problems);
        return problems.stream().sorted().toList();
    }
}
