package io.weft.runtime.http;

import org.apache.hc.client5.http.config.ConnectionConfig;

/**
 * What the mesh knows of one client.
 *
 * @param idle its idle connections
 * @param connections the timeouts of its connections, where a request has none of its own
 */
record Client(IdleConnections idle, ConnectionConfig connections) {}
