package io.weft.model;

/** Replaces every part of a string that an RE2 expression finds; {@code \1} in the substitution is the first group. */
public record RegexRewrite(String regex, String substitution) {}
