package io.weft.model;

import java.time.Duration;

/**
 * A token bucket: each call takes a token, and is refused if there is none. Tokens come back evenly over time.
 *
 * @param tokens so many come back in an interval; at least 1
 * @param interval longer than zero
 * @param burst so many there are at most, and at the start; at least 1
 */
public record RateLimit(int tokens, Duration interval, int burst) {}
