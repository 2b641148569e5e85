package io.weft.runtime;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadAnswer.Missing;
import io.weft.runtime.upstream.LoadProbe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks by a small GET over connections of its own, one kept alive to each endpoint. Endpoints that speak anything but
 * plaintext HTTP/1.1 are not asked.
 */
final class HttpLoadProbe implements LoadProbe {

    /** An answer that takes longer is old when it comes. */
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    /** Of all clusters together; above that an endpoint counts as silent. */
    private static final int MOST_AT_ONCE = 256;

    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable HttpClient client;

    @Override
    public void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        if (cluster.protocol() != Cluster.Protocol.HTTP1 || cluster.tls().isPresent()) {
            told.accept(Missing.NOT_UNDERSTOOD);
        } else if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            told.accept(Missing.SILENCE);
        } else {
            send(address, told);
        }
    }

    private void send(Address address, Consumer<LoadAnswer> told) {
        CompletableFuture<HttpResponse<Void>> answer;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + LoadText.PATH))
                    .timeout(TIMEOUT)
                    .build();
            answer = client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        } catch (RuntimeException notAnUri) {
            answer = CompletableFuture.failedFuture(notAnUri);
        }
        CompletableFuture<Void> unused = answer.handle((response, failure) -> {
            underWay.decrementAndGet();
            told.accept(response == null ? Missing.SILENCE : read(response));
            return null;
        });
    }

    private static LoadAnswer read(HttpResponse<Void> response) {
        Optional<String> report = response.headers().firstValue(LoadText.HEADER);
        return report.flatMap(LoadText::parse).<LoadAnswer>map(known -> known).orElse(Missing.NOT_UNDERSTOOD);
    }

    /** Made when first needed: most processes never probe. */
    private synchronized HttpClient client() {
        if (client == null) {
            ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
                Thread made = new Thread(task, "weft-load-probe");
                made.setDaemon(true);
                return made;
            });
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .executor(thread)
                    .build();
        }
        return client;
    }
}
