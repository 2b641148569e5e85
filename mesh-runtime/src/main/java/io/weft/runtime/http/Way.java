package io.weft.runtime.http;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecRuntime;

/**
 * How one attempt gets to its endpoint.
 *
 * @param connections those that it uses: the client's own, or the mesh's
 * @param idle the rest of them
 */
record Way(HttpRoute route, ExecRuntime connections, IdleConnections idle) {}
