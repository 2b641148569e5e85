package io.weft.control.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A service, or a subset of one.
 *
 * @param host as written; a short name means the rule's namespace
 * @param port number; empty where the service has a single one
 */
public record Destination(String host, Optional<String> subset, OptionalInt port, Position at) {}
