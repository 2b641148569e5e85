package io.weft.bench.side;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.weft.bench.calls.Leg;
import io.weft.bench.calls.LoopbackServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The process that is called: one port for HTTP, one for gRPC. Ends with its input. */
final class Origin {

    private Origin() {}

    public static void main(String[] arguments) throws IOException {
        Server grpc = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .directExecutor()
                .addService(Echo.service())
                .build()
                .start();
        try (LoopbackServer http = new LoopbackServer()) {
            System.out.println(Leg.MARK + http.port() + " " + grpc.getPort());
            while (System.in.read() >= 0) {
                // nothing to be told
            }
        } finally {
            grpc.shutdownNow();
        }
    }
}
