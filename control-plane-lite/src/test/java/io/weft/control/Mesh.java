package io.weft.control;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** A control plane over a temporary folder, as tests use it. */
final class Mesh implements AutoCloseable {

    final Path folder;
    final ControlPlane controlPlane;

    Mesh(Path folder, ControlPlaneOptions options) throws IOException {
        this.folder = folder;
        this.controlPlane = ControlPlane.start(options);
    }

    static Mesh start(Path folder) throws IOException {
        return new Mesh(
                folder,
                ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0).withStatusPort(0));
    }

    /** As an editor that is careful saves: whole or not at all. */
    static void save(Path folder, String file, String yaml) throws IOException {
        Path temporary = folder.resolve("." + file);
        Files.writeString(temporary, yaml);
        Files.move(temporary, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("127.0.0.1", controlPlane.port())
                .usePlaintext()
                .directExecutor()
                .build();
    }

    static void end(ManagedChannel channel) throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        controlPlane.close();
    }
}
