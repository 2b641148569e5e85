package io.weft.runtime.call;

/** One header line; the name is in lower case. */
public record Header(String name, String value) {}
