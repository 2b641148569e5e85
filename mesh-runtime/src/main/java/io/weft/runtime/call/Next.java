package io.weft.runtime.call;

/**
 * What to do next in a call: make an {@link Attempt}, wait for a connection ({@link Pending}), or give the caller an
 * {@link Answer} because no attempt can be made.
 */
public sealed interface Next permits Attempt, Pending, Answer {}
