package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.http.HttpCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty's client in a mesh, with one connection to each endpoint, following redirects. */
final class ReactorCaller implements HttpCaller {

    private final ConnectionProvider connections = ConnectionProvider.create("caller", 1);
    private final ReactorClient client;

    ReactorCaller(Mesh mesh) {
        client = mesh.reactor().client(HttpClient.create(connections).followRedirect(true));
    }

    @Override
    public Reply call(String method, String url, Map<String, String> headers) throws IOException {
        return await(Calls.reply(client, Calls.request(method, url, headers)));
    }

    @Override
    public Reply post(String url, String body) throws IOException {
        return await(Calls.reply(client, Calls.post(url, body)));
    }

    @Override
    public Reply postOnce(String url, String body) throws IOException {
        return await(Calls.reply(client, Calls.postOnce(url, body)));
    }

    private static <T> T await(Mono<T> call) throws IOException {
        try {
            return Objects.requireNonNull(call.block());
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public Answer open(String url) throws IOException {
        ReactorAnswer answer = await(client.call(Calls.get(url)));
        return new Answer() {

            private @Nullable Iterator<String> parts;

            @Override
            public String read(int bytes) {
                if (parts == null) {
                    parts = answer.body().map(ReactorCaller::text).toIterable(1).iterator();
                }
                StringBuilder read = new StringBuilder();
                while (read.length() < bytes && parts.hasNext()) {
                    read.append(parts.next());
                }
                return read.toString();
            }

            @Override
            public String rest() {
                return read(Integer.MAX_VALUE);
            }

            @Override
            public void close() {
                answer.release();
            }
        };
    }

    private static String text(ByteBuf part) {
        return part.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Runnable start(String url) {
        return client.call(Calls.get(url)).subscribe()::dispose;
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
