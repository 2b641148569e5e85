package io.weft.bookinfo.api;

/** What a service says of itself at /health. */
public record Health(String status) {}
