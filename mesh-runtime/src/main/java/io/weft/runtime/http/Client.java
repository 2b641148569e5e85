package io.weft.runtime.http;

import org.apache.hc.client5.http.config.ConnectionConfig;

/**
 * What the mesh knows of one client.
 *
 * @param idle its idle connections
 * @param connections the timeouts of its connections, where a request has none of its own
 * @param lives how long its connections live
 */
record Client(IdleConnections idle, ConnectionConfig connections, ConnectionLives lives) {}
