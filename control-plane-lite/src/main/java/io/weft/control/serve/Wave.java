package io.weft.control.serve;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One change on its way: which clients have yet to answer. */
final class Wave {

    private final long startedAt;
    private final Set<ClientStream> waiting = new LinkedHashSet<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Wave(long startedAt) {
        this.startedAt = startedAt;
    }

    void await(ClientStream stream) {
        waiting.add(stream);
    }

    void arrived(ClientStream stream) {
        waiting.remove(stream);
    }

    List<ClientStream> waiting() {
        return List.copyOf(waiting);
    }

    boolean finishIfOver(long now) {
        if (!waiting.isEmpty() && now - startedAt < ClientStream.PATIENCE_NANOS) {
            return false;
        }
        return over.complete(null);
    }

    CompletionStage<Void> over() {
        return over;
    }
}
