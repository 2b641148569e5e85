package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.context.ContextRegistry;
import io.weft.runtime.HedgeContract;
import io.weft.runtime.Mesh;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;

/** Hedged calls with Apache HttpClient. */
class HttpHedgeTest extends HttpHedgeContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ApacheCaller(mesh);
    }

    @Test
    void stopsWaitingForAHedgeWhenTheThreadIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        AtomicInteger order = new AtomicInteger();
        // Whoever is asked first breaks off when the other has been asked too, and that says nothing.
        RawServer.Conversation conversation = connection -> {
            connection.request();
            boolean first = order.getAndIncrement() == 0;
            asked.countDown();
            asked.await(5, TimeUnit.SECONDS);
            if (!first) {
                connection.request();
            }
        };
        Thread self = Thread.currentThread();
        try (RawServer one = new RawServer(conversation);
                RawServer other = new RawServer(conversation);
                HttpCaller caller = caller(mesh)) {
            publish(world().subset("v1", one.address(), other.address())
                    .guarded("v1", HedgeContract.HEDGING)
                    .otherwise(to("v1")));
            Thread interrupter = new Thread(() -> {
                try {
                    asked.await(5, TimeUnit.SECONDS);
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                self.interrupt();
            });
            interrupter.start();

            assertThatThrownBy(() -> caller.get(URL)).isInstanceOf(InterruptedIOException.class);

            assertThat(Thread.interrupted()).isTrue();
            awaitIdle();
        }
    }

    /** The application's interceptors need not know on whose thread they run, nor in which of HttpClient's contexts. */
    @Test
    void aHedgeSeesAndTellsWhatTheCallersThreadWould() throws Exception {
        ThreadLocal<String> user = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", user);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        HttpClientBuilder builder = HttpClientBuilder.create().addRequestInterceptorLast((request, body, context) -> {
            seen.add(user.get() + " " + context.getAttribute("cart"));
            context.setAttribute("sender", Thread.currentThread().getName());
        });
        mesh.install(builder);
        try (RawServer silent = new RawServer(connection -> {
                    connection.request();
                    connection.request();
                });
                HttpBackend quick = new HttpBackend("quick");
                CloseableHttpClient client = builder.build()) {
            publish(world().subset("v1", silent.address(), quick.address())
                    .guarded("v1", HedgeContract.HEDGING)
                    .otherwise(to("v1")));
            user.set("jason");
            List<String> senders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                HttpClientContext context = HttpClientContext.create();
                context.setAttribute("cart", 7);
                client.execute(new HttpGet(URL), context, response -> response.getCode());
                senders.add(context.getAttribute("sender", String.class));
                assertThat(context.getResponse().getCode()).isEqualTo(200);
                assertThat(context.getHttpRoute().getTargetHost().getPort())
                        .isEqualTo(quick.address().port());
            }

            assertThat(seen).hasSizeBetween(3, 4).containsOnly("jason 7");
            assertThat(senders).anyMatch(name -> name.startsWith("weft-hedge-"));
        } finally {
            ContextRegistry.getInstance().removeThreadLocalAccessor("user");
            user.remove();
        }
    }

    /** The first attempt waits in the pool's line: to lose ends that as well. */
    @Test
    void losesWithoutAConnection() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(1)
                .build();
        HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
        mesh.install(builder);
        try (RawServer silent = new RawServer(connection -> {
                    connection.request();
                    taken.countDown();
                    connection.request();
                });
                HttpBackend quick = new HttpBackend("quick");
                CloseableHttpClient client = builder.build()) {
            publish(world().subset("v1", silent.address()).otherwise(to("v1")));
            Thread busy = new Thread(() -> {
                try {
                    client.execute(new HttpGet(URL), response -> null);
                } catch (IOException closed) {
                    // With the server.
                }
            });
            busy.start();
            assertThat(taken.await(5, TimeUnit.SECONDS)).isTrue();
            publish(world().subset("v1", silent.address(), quick.address())
                    .guarded("v1", HedgeContract.HEDGING)
                    .otherwise(to("v1")));

            for (int i = 0; i < 3; i++) {
                assertThat(client.<String>execute(
                                new HttpGet(URL), response -> EntityUtils.toString(response.getEntity())))
                        .isEqualTo("quick");
            }
        }
    }
}
