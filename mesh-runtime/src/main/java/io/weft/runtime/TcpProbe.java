package io.weft.runtime;

import io.weft.model.Address;
import io.weft.runtime.upstream.ConnectionProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Connects by TCP and closes at once, on the JDK's own daemon threads. */
final class TcpProbe implements ConnectionProbe {

    @Override
    public void connect(Address address, Duration timeout, Consumer<Boolean> accepted) {
        // Apart from the caller, since an address that is a host name is resolved here.
        CompletableFuture<Void> unused = CompletableFuture.supplyAsync(() -> connecting(address))
                .thenCompose(connecting -> connecting.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS))
                .handle((connected, failure) -> {
                    accepted.accept(failure == null);
                    return null;
                });
    }

    private static CompletableFuture<Void> connecting(Address address) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        try {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            CompletableFuture<Void> unused = connected.whenComplete((ok, failure) -> close(channel));
            channel.connect(new InetSocketAddress(address.host(), address.port()), connected, new Completion());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException unresolved) {
            connected.completeExceptionally(unresolved);
        }
        return connected;
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was sent and nobody waits for it.
        }
    }

    private record Completion() implements CompletionHandler<Void, CompletableFuture<Void>> {

        @Override
        public void completed(Void result, CompletableFuture<Void> connected) {
            connected.complete(null);
        }

        @Override
        public void failed(Throwable failure, CompletableFuture<Void> connected) {
            connected.completeExceptionally(failure);
        }
    }
}
