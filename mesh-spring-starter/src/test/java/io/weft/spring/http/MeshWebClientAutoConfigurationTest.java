package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.Fault;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.call.TraceHeaders;
import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

class MeshWebClientAutoConfigurationTest {

    private static final AutoConfigurations AUTO = AutoConfigurations.of(
            MeshAutoConfiguration.class,
            MeshWebClientAutoConfiguration.class,
            HttpClientAutoConfiguration.class,
            ReactiveHttpClientAutoConfiguration.class,
            WebClientAutoConfiguration.class,
            HttpServiceClientPropertiesAutoConfiguration.class,
            ReactiveHttpServiceClientAutoConfiguration.class);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AUTO)
            .withBean(HandSource.class, () -> HandSource.answering(Fault.NONE));

    @Test
    void leadsWebClientsIntoTheMesh() {
        application.run(context ->
                assertThat(get(context.getBean(WebClient.Builder.class))).isEqualTo("from the mesh"));
    }

    @Test
    void leadsHttpInterfacesIntoTheMesh() {
        application
                .withUserConfiguration(Interfaces.class)
                .withPropertyValues("spring.http.serviceclient.reviews.base-url=http://reviews:9080")
                .run(context -> assertThat(
                                context.getBean(Reviews.class).reviews().block())
                        .isEqualTo("from the mesh"));
    }

    @Test
    void readsCookies() {
        application.run(context -> {
            ResponseCookie cookie = context.getBean(WebClient.Builder.class)
                    .build()
                    .get()
                    .uri("http://reviews:9080/")
                    .exchangeToMono(response ->
                            Mono.just(Objects.requireNonNull(response.cookies().getFirst("user"))))
                    .block();
            assertThat(cookie).hasToString("user=7; Path=/");
        });
    }

    @Test
    void replacesABuilderThatCannotCarryTheMesh() {
        application
                .withPropertyValues("spring.http.clients.reactive.connector=jdk")
                .run(context -> {
                    assertThat(context.getBean(ClientHttpConnector.class)).isInstanceOf(MeshConnector.class);
                    assertThat(get(context.getBean(WebClient.Builder.class))).isEqualTo("from the mesh");
                });
    }

    @Test
    void holdsTheReadTimeoutAgainstADelayOfTheMesh() {
        Fault fault = new Fault(Optional.of(new Fault.Delay(Duration.ofSeconds(30), 1_000_000)), Optional.empty());
        new ApplicationContextRunner()
                .withConfiguration(AUTO)
                .withBean(HandSource.class, () -> HandSource.answering(fault))
                .withPropertyValues("spring.http.clients.read-timeout=100ms")
                .run(context -> {
                    WebClient.Builder client = context.getBean(WebClient.Builder.class);
                    assertThatThrownBy(() -> get(client)).hasRootCauseInstanceOf(ReadTimeoutException.class);
                });
    }

    @Test
    void leavesClientsAloneWhereDisabled() {
        application
                .withPropertyValues("mesh.http.enabled=false")
                .run(context ->
                        assertThat(context.getBean(ClientHttpConnector.class)).isNotInstanceOf(MeshConnector.class));
    }

    @Test
    void isNotNeededByAnApplicationWithoutReactorNetty() {
        application
                .withClassLoader(new FilteredClassLoader("reactor.netty"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MeshedConnectors.class));
    }

    @Test
    void takesTraceHeadersOfARequestAlongInTheReactorContext() {
        AtomicReference<TraceContext> work = new AtomicReference<>(TraceContext.NONE);
        var request =
                MockServerHttpRequest.get("/").header("X-Request-Id", "r-1").header("end-user", "jason");
        new TraceContextWebFilter(TraceHeaders.DEFAULT, new Random(1))
                .filter(
                        MockServerWebExchange.from(request),
                        exchange -> Mono.deferContextual(context -> {
                            work.set(context.get(TraceContextAccessor.KEY));
                            return Mono.empty();
                        }))
                .block();

        assertThat(Objects.requireNonNull(work.get()).headers())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly("x-request-id: r-1", "end-user: jason");
    }

    private static @Nullable String get(WebClient.Builder builder) {
        return builder.build()
                .get()
                .uri("http://reviews:9080/")
                .retrieve()
                .bodyToMono(String.class)
                .block();
    }

    interface Reviews {
        @GetExchange("/")
        Mono<String> reviews();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "reviews", types = Reviews.class, clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
    static class Interfaces {}
}
