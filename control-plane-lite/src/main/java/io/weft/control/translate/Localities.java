package io.weft.control.translate;

import io.weft.control.config.LoadBalancerSettings.Distribute;
import io.weft.control.config.LoadBalancerSettings.Failover;
import io.weft.control.registry.Locality;
import io.weft.control.registry.ServiceEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the endpoints of a cluster in order for one client by where they run, with the result that Istio has. */
final class Localities {

    /** How many ranks there are by locality. */
    private static final int RANKS = 5;

    private static final int OTHER_REGION = 3;
    private static final int LAST_RESORT = 4;

    private static final String REGION = "topology.kubernetes.io/region";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String SUBZONE = "topology.istio.io/subzone";

    private final ClientScope client;
    private final LocalityPolicy policy;

    Localities(ClientScope client, LocalityPolicy policy) {
        this.client = client;
        this.policy = policy;
    }

    /** @param peers the endpoints of the client's own service */
    List<LocalityGroup> arrange(List<ServiceEndpoint> endpoints, Supplier<List<ServiceEndpoint>> peers) {
        if (!policy.distribute().isEmpty()) {
            List<LocalityGroup> groups = LocalityGroup.of(endpoints);
            return policy.shares(client.locality())
                    .map(shares -> distributed(groups, shares))
                    .orElse(groups);
        }
        if (!policy.failsOver()) {
            return LocalityGroup.of(endpoints);
        }
        Map<String, String> mine = labels(client.labels(), client.locality());
        List<LocalityGroup> groups = LocalityGroup.ranked(
                endpoints, endpoint -> labelRank(mine, endpoint) * RANKS + localityRank(endpoint.locality()));
        return policy.zones()
                .map(setting -> new ZoneShares(client.locality(), setting).weigh(groups, peers))
                .orElse(groups);
    }

    /** What is not named gets nothing. Localities within one named part share by their weights. */
    private static List<LocalityGroup> distributed(List<LocalityGroup> groups, Distribute shares) {
        List<LocalityGroup> left = new ArrayList<>(groups);
        List<LocalityGroup> result = new ArrayList<>();
        shares.to().forEach((pattern, percent) -> {
            List<LocalityGroup> within = left.stream()
                    .filter(group -> group.locality().within(pattern))
                    .toList();
            left.removeAll(within);
            long total = within.stream().mapToLong(LocalityGroup::weight).sum();
            within.forEach(
                    group -> result.add(group.weighing((int) Math.ceil((double) percent * group.weight() / total))));
        });
        return result;
    }

    /** 0 where all labels are the client's; the sooner one differs, the further back. */
    private int labelRank(Map<String, String> mine, ServiceEndpoint endpoint) {
        Map<String, String> theirs = labels(endpoint.labels(), endpoint.locality());
        int count = policy.labels().size();
        for (int i = 0; i < count; i++) {
            String[] label = policy.labels().get(i).split("=", 2);
            String wanted = label.length == 2 ? label[1] : mine.getOrDefault(label[0], "");
            if (!wanted.equals(theirs.getOrDefault(label[0], ""))) {
                return count - i;
            }
        }
        return 0;
    }

    /**
     * Labels alone decide where there are some and no order of regions; zones of the own region are one where weighed.
     */
    private int localityRank(Locality locality) {
        if (!policy.labels().isEmpty()
                && policy.failover().isEmpty()
                && policy.zones().isEmpty()) {
            return 0;
        }
        int distance = client.locality().distance(locality);
        if (distance < OTHER_REGION) {
            return policy.zones().isPresent() ? 0 : distance;
        }
        return policy.failover().stream()
                .filter(pair -> pair.from().equals(client.locality().region()))
                .findFirst()
                .map(Failover::to)
                .filter(standIn -> !standIn.equals(locality.region()))
                .map(elsewhere -> LAST_RESORT)
                .orElse(OTHER_REGION);
    }

    /** Where something runs counts as labels, too. */
    private static Map<String, String> labels(Map<String, String> own, Locality locality) {
        Map<String, String> all = new HashMap<>(own);
        Map.of(REGION, locality.region(), ZONE, locality.zone(), SUBZONE, locality.subZone())
                .forEach((label, value) -> {
                    if (!value.isEmpty()) {
                        all.put(label, value);
                    }
                });
        return all;
    }
}
