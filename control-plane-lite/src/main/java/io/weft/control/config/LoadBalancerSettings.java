package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Which endpoint is chosen. At most one of simple and consistentHash is set. */
public record LoadBalancerSettings(
        Optional<Simple> simple,
        Optional<ConsistentHash> consistentHash,
        Optional<Locality> localityLbSetting,
        Optional<ZoneAware> zoneAwareLbSetting,
        Optional<Warmup> warmup) {

    /** UNSPECIFIED and the deprecated LEAST_CONN mean LEAST_REQUEST. */
    public enum Simple {
        UNSPECIFIED,
        LEAST_CONN,
        RANDOM,
        PASSTHROUGH,
        ROUND_ROBIN,
        LEAST_REQUEST
    }

    /**
     * The same key goes to the same endpoint. At most one of the keys is set.
     *
     * @param minimumRingSize of {@code ringHash} or of the older field of that name; empty means 1024
     * @param maglevTableSize set if {@code maglev} is; 0 in it means 65537
     */
    public record ConsistentHash(
            Optional<String> httpHeaderName,
            Optional<Cookie> httpCookie,
            boolean useSourceIp,
            Optional<String> httpQueryParameterName,
            OptionalLong minimumRingSize,
            OptionalLong maglevTableSize) {}

    /** @param ttl if set, the cookie is made when it is absent; zero makes a session cookie */
    public record Cookie(String name, Optional<String> path, Optional<Duration> ttl, Map<String, String> attributes) {
        public Cookie {
            attributes = Ordered.copy(attributes);
        }
    }

    /** @param enabled empty means the mesh's, which is true */
    public record Locality(
            Optional<Boolean> enabled,
            List<Distribute> distribute,
            List<Failover> failover,
            List<String> failoverPriority) {
        public Locality {
            distribute = List.copyOf(distribute);
            failover = List.copyOf(failover);
            failoverPriority = List.copyOf(failoverPriority);
        }
    }

    /**
     * The caller's own zone first, as far as its endpoints bear it.
     *
     * @param enabled empty means the mesh's, which is false
     * @param failover orders the other regions
     * @param failoverPriority labels that come before regions
     * @param minClusterSize with fewer endpoints in the caller's region zones make no difference; empty means 6
     */
    public record ZoneAware(
            Optional<Boolean> enabled,
            List<Failover> failover,
            List<String> failoverPriority,
            OptionalInt minClusterSize) {
        public ZoneAware {
            failover = List.copyOf(failover);
            failoverPriority = List.copyOf(failoverPriority);
        }
    }

    /** Where calls from a locality go, in percent. */
    public record Distribute(String from, Map<String, Integer> to) {
        public Distribute {
            to = Ordered.copy(to);
        }
    }

    /** The region that stands in for a region. */
    public record Failover(String from, String to) {}

    /** New endpoints get their share little by little. */
    public record Warmup(Duration duration, OptionalDouble minimumPercent, OptionalDouble aggression) {}
}
