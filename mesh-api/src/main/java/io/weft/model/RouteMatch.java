package io.weft.model;

import java.util.List;

/**
 * The conditions of a route; all must hold (Envoy's RouteMatch).
 *
 * @param path compared with the request's path without its query
 * @param headers conditions on headers, pseudo headers {@code :method}, {@code :authority}, {@code :scheme} included
 * @param queryParameters conditions on query parameters
 */
public record RouteMatch(PathMatch path, List<HeaderMatch> headers, List<QueryParameterMatch> queryParameters) {

    /** Takes every request. */
    public static final RouteMatch ANY = new RouteMatch(new PathMatch.Prefix("/", false), List.of(), List.of());

    public RouteMatch {
        headers = List.copyOf(headers);
        queryParameters = List.copyOf(queryParameters);
    }
}
