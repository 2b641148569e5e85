package io.weft.model;

import java.util.Optional;

/**
 * One rule of a virtual host: which requests it takes and what it does with them.
 *
 * @param name as in the YAML (the route's name, with the match's name behind a dot), or {@code default}; may be empty
 * @param match which requests
 * @param action what to do with them
 * @param headers edits to request and response that hold whatever the action is
 * @param fault failures to make on purpose before the action is carried out; {@link Fault#NONE} for none
 * @param cors which pages of other origins may call, where the action is to forward; empty if that is left to the
 *     upstream
 * @param statPrefix under which its calls are to be told apart in telemetry (Istio's statPrefix); empty for none
 * @param origin where the rule was written: {@code file:line}, or the object's name; empty if unknown
 */
public record Route(
        String name,
        RouteMatch match,
        RouteAction action,
        HeaderEdits headers,
        Fault fault,
        Optional<Cors> cors,
        String statPrefix,
        String origin) {

    /** One without a prefix. */
    public Route(
            String name,
            RouteMatch match,
            RouteAction action,
            HeaderEdits headers,
            Fault fault,
            Optional<Cors> cors,
            String origin) {
        this(name, match, action, headers, fault, cors, "", origin);
    }

    /** One that leaves calls from other origins to the upstream. */
    public Route(String name, RouteMatch match, RouteAction action, HeaderEdits headers, Fault fault, String origin) {
        this(name, match, action, headers, fault, Optional.empty(), "", origin);
    }
}
