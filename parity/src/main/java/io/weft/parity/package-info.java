/** Replays recordings of what Istio and Envoy decided and prints where ours decides otherwise. */
@NullMarked
package io.weft.parity;

import org.jspecify.annotations.NullMarked;
