package io.weft.runtime.call;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * All connections that the cluster may have are in use: the call waits in line, without a thread if the adapter likes.
 * When {@code turn} completes or the deadline passes, ask {@link CallPlan#next} again; on giving up,
 * {@link CallPlan#abandon}.
 *
 * @param turn completes on the thread that ended another call: what depends on it must only hand over to another
 * @param deadlineNanos on the planner's clock: when not to wait any longer; empty for never
 */
public record Pending(CompletableFuture<Void> turn, OptionalLong deadlineNanos) implements Next {}
