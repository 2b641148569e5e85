package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for load balancing. */
final class BalancerRules {

    private static final int MAGLEV_LIMIT = 5_000_011;
    private static final int RING_LIMIT = 8 << 20;
    private static final Set<String> TOPOLOGY =
            Set.of("topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone");

    private BalancerRules() {}

    static void balancer(Node balancer, Findings findings) {
        if (balancer.get("localityLbSetting").isPresent()
                && balancer.get("zoneAwareLbSetting").isPresent()) {
            findings.error(balancer, "only one of localityLbSetting and zoneAwareLbSetting may be given");
        }
        balancer.get("warmupDurationSecs")
                .ifPresent(older ->
                        findings.warning(Codes.DEPRECATED, older, "is deprecated; use `warmup` and its `duration`"));
        boolean grows = balancer.get("warmup").isPresent()
                || balancer.get("warmupDurationSecs").isPresent();
        if (grows && (balancer.get("consistentHash").isPresent() || isRandom(balancer))) {
            findings.warning(
                    Codes.NOT_APPLIED, balancer, "warm-up goes with ROUND_ROBIN and LEAST_REQUEST alone, as in Envoy");
        }
        balancer.get("simple")
                .filter(simple -> simple.text().equals("PASSTHROUGH"))
                .ifPresent(simple -> findings.warning(
                        Codes.NOT_APPLIED,
                        simple,
                        "PASSTHROUGH needs a proxy; endpoints are chosen by least requests"));
    }

    private static boolean isRandom(Node balancer) {
        return balancer.text("simple").filter("RANDOM"::equals).isPresent();
    }

    static void consistentHash(Node hash, Findings findings) {
        boolean older = hash.number("minimumRingSize") != 0;
        if (older) {
            Node size = hash.fields().getOrDefault("minimumRingSize", hash);
            findings.warning(Codes.DEPRECATED, size, "is deprecated; use ringHash.minimumRingSize");
            if (hash.get("ringHash").isPresent() || hash.get("maglev").isPresent()) {
                findings.errorAtKey(size, "cannot go with ringHash or maglev");
            }
        }
        ring(hash, findings);
        hash.get("ringHash").ifPresent(ring -> ring(ring, findings));
        hash.get("maglev").ifPresent(maglev -> {
            Node size = maglev.get("tableSize").orElse(maglev);
            BigInteger value = size.value() instanceof BigInteger integer ? integer : BigInteger.ZERO;
            if (value.compareTo(BigInteger.valueOf(MAGLEV_LIMIT)) >= 0) {
                findings.error(size, "must be less than " + MAGLEV_LIMIT);
            } else if (!isPrime(value.intValue())) {
                findings.error(size, "a maglev table needs a `tableSize` that is a prime number, such as 65537");
            }
        });
    }

    private static void ring(Node owner, Findings findings) {
        owner.get("minimumRingSize")
                .filter(size -> size.number() > RING_LIMIT)
                .ifPresent(size ->
                        findings.cannotWork(size, "must be at most " + RING_LIMIT + "; Envoy refuses a larger ring"));
    }

    /** 1 counts as one, as in Istio. */
    private static boolean isPrime(int value) {
        return value == 1 || BigInteger.valueOf(value).isProbablePrime(50);
    }

    static void cookie(Node cookie, Findings findings) {
        if (cookie.text("name").isEmpty()) {
            findings.error(cookie, "a cookie needs a `name`");
        }
        Set<String> names = new HashSet<>();
        for (Node attribute : cookie.items("attributes")) {
            String name = attribute.text("name").orElse("");
            if (name.isEmpty() || !names.add(name)) {
                findings.error(
                        attribute, name.isEmpty() ? "an attribute needs a `name`" : "`" + name + "` is given twice");
            }
        }
    }

    static void warmup(Node warmup, Findings findings) {
        warmup.get("aggression")
                .filter(value -> value.number() <= 0)
                .ifPresent(value -> findings.error(value, "must be greater than 0"));
    }

    static void zoneAware(Node setting, Findings findings) {
        setting.items("failoverPriority").stream()
                .filter(label -> TOPOLOGY.contains(label.text()))
                .forEach(label -> findings.error(label, "zones are handled without being named here"));
        setting.items("failover").forEach(failover -> failover(failover, findings));
    }

    static void locality(Node setting, Findings findings) {
        List<Node> distribute = setting.items("distribute");
        List<Node> failover = setting.items("failover");
        if (!distribute.isEmpty() && !failover.isEmpty()) {
            findings.error(setting, "only one of distribute and failover may be given");
            return;
        }
        if (!failover.isEmpty()) {
            setting.items("failoverPriority").stream()
                    .filter(label -> TOPOLOGY.contains(label.text()))
                    .forEach(label -> findings.error(
                            label, "`failover` and a topology label in `failoverPriority` exclude each other"));
        }
        LocalityTree from = new LocalityTree(findings);
        for (Node share : distribute) {
            share.get("from").ifPresentOrElse(from::add, () -> findings.error(share, "`from` is missing"));
            shares(share, findings);
        }
        failover.forEach(pair -> failover(pair, findings));
    }

    private static void shares(Node share, Findings findings) {
        LocalityTree to = new LocalityTree(findings);
        List<Node> weights = new ArrayList<>();
        share.get("to")
                .ifPresent(localities -> localities.fields().forEach((locality, weight) -> {
                    to.add(new Node(Node.Type.STRING, locality, weight.key(), weight.key(), weight.path()));
                    weights.add(weight);
                    if (weight.number() < 1 || weight.number() > 100) {
                        findings.error(weight, "a share must be between 1 and 100, not " + weight.text());
                    }
                }));
        double sum = weights.stream().mapToDouble(Node::number).sum();
        if (sum != 100) {
            findings.error(share, "the shares sum to " + (long) sum + ", not to 100");
        }
    }

    private static void failover(Node failover, Findings findings) {
        String from = failover.text("from").orElse("");
        String to = failover.text("to").orElse("");
        if (from.equals(to)) {
            findings.error(failover, "a region cannot stand in for itself");
        }
        if ((from + to).contains("/") || (from + to).contains("*")) {
            findings.error(failover, "only whole regions stand in for each other, without `/` and `*`");
        }
    }
}
