package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.registry.Visibility;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A DestinationRule with what later rules for the same host of the same namespace add to it. */
record MergedRule(ConfigObject<DestinationRule> object, Visibility visibility) {

    Map<String, String> selector() {
        return object.spec().workloadSelector();
    }

    Optional<Subset> subset(String name) {
        return object.spec().subsets().stream()
                .filter(subset -> subset.name().equals(name))
                .findFirst();
    }

    /**
     * Whether a later rule adds to this one: it is seen by at least those who see this one, and for the same workloads.
     */
    boolean takes(MergedRule later) {
        boolean otherWorkloads = !selector().isEmpty()
                && !later.selector().isEmpty()
                && !selector().equals(later.selector());
        return !otherWorkloads && (sameAudience(later) || widerAudience(later));
    }

    /** Whether a later rule that adds to this one has no existence of its own. */
    boolean isLike(MergedRule later) {
        return selector().equals(later.selector()) || sameAudience(later);
    }

    private boolean sameAudience(MergedRule later) {
        return visibility.exportTo().equals(later.visibility.exportTo());
    }

    private boolean widerAudience(MergedRule later) {
        return !visibility.exportTo().isEmpty() && later.visibility.exportTo().containsAll(visibility.exportTo());
    }

    /** The later rule's new subsets come behind; its policy counts only if there is none yet. */
    MergedRule with(MergedRule later) {
        DestinationRule mine = object.spec();
        Stream<Subset> added = later.object.spec().subsets().stream()
                .filter(subset -> subset(subset.name()).isEmpty());
        DestinationRule merged = new DestinationRule(
                mine.host(),
                mine.trafficPolicy().or(() -> later.object.spec().trafficPolicy()),
                Stream.concat(mine.subsets().stream(), added).toList(),
                mine.exportTo(),
                mine.workloadSelector());
        return new MergedRule(new ConfigObject<>(object.kind(), object.meta(), merged, object.position()), visibility);
    }
}
