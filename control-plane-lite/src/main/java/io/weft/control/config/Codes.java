package io.weft.control.config;

/** The codes of problems: Istio's analyzer codes with their meaning, and ours where Istio has none. */
public final class Codes {
    /** A host, subset or gateway that is referred to does not exist. */
    public static final String REFERENCE_NOT_FOUND = "IST0101";
    /** The object breaks its kind's schema or rules. */
    public static final String SCHEMA = "IST0106";
    /** Two VirtualServices claim one mesh host. */
    public static final String CONFLICTING_HOSTS = "IST0109";
    /** A destination of a service with several ports names none. */
    public static final String PORT_NOT_SELECTED = "IST0112";
    /** A port's name does not tell its protocol. */
    public static final String PORT_NAME = "IST0118";
    /** A field that Istio deprecates. */
    public static final String DEPRECATED = "IST0002";
    /** TLS to the outside without a CA that verifies it. */
    public static final String NO_CA = "IST0128";
    /** A rule that no request can reach. */
    public static final String UNREACHABLE_RULE = "IST0130";
    /** A match that an earlier rule has already. */
    public static final String INEFFECTIVE_MATCH = "IST0131";
    /** A setting that has no effect in the combination given. */
    public static final String NO_EFFECT = "IST0167";
    /** A subset whose labels no workload carries. */
    public static final String EMPTY_SUBSET = "IST0173";
    /** A DestinationRule for a host that does not exist. */
    public static final String UNKNOWN_HOST = "IST0174";

    /** Not YAML, not UTF-8, or beyond a bound. */
    public static final String UNREADABLE = "WEFT0001";
    /** Understood, but not applied. */
    public static final String NOT_APPLIED = "WEFT0002";
    /** Defined more than once. */
    public static final String DEFINED_TWICE = "WEFT0003";
    /** Istio accepts it, but Envoy or a client could not carry it out. */
    public static final String CANNOT_WORK = "WEFT0004";
    /** Belongs to Kubernetes alone. */
    public static final String NOT_OURS = "WEFT0005";
    /** The object that was there before stays in force. */
    public static final String KEPT = "WEFT0006";

    /** Two TrafficGuards for one destination. */
    public static final String CONFLICTING_GUARDS = "WEFT0007";

    private Codes() {}
}
