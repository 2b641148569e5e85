/**
 * Carries out planned calls over Reactor Netty: {@link io.weft.runtime.reactor.ReactorAdapter} makes clients of the
 * mesh out of its {@code HttpClient}. Nothing here blocks; a call goes on wherever what it waited for has come.
 */
@NullMarked
package io.weft.runtime.reactor;

import org.jspecify.annotations.NullMarked;
