package io.weft.bookinfo.api;

/** Why a service could not answer, for people to read. */
public record Problem(String error) {}
