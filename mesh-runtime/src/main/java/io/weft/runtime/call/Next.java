package io.weft.runtime.call;

/** What to do next in a call: an {@link Attempt}, or an {@link Answer} because none can be made. */
public sealed interface Next permits Attempt, Answer {}
