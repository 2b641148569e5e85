package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Fault;
import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

class MeshHttpClientAutoConfigurationTest {

    private static final AutoConfigurations AUTO = AutoConfigurations.of(
            MeshAutoConfiguration.class,
            MeshHttpClientAutoConfiguration.class,
            HttpClientAutoConfiguration.class,
            ImperativeHttpClientAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            RestTemplateAutoConfiguration.class,
            HttpServiceClientPropertiesAutoConfiguration.class,
            HttpServiceClientAutoConfiguration.class);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AUTO)
            .withBean(HandSource.class, () -> HandSource.answering(Fault.NONE));

    @Test
    void leadsRestClientsIntoTheMesh() {
        application.run(context ->
                assertThat(get(context.getBean(RestClient.Builder.class))).isEqualTo("from the mesh"));
    }

    @Test
    void leadsRestTemplatesIntoTheMesh() {
        application.run(context -> assertThat(context.getBean(RestTemplateBuilder.class)
                        .build()
                        .getForObject("http://reviews:9080/", String.class))
                .isEqualTo("from the mesh"));
    }

    @Test
    void leadsHttpInterfacesIntoTheMesh() {
        application
                .withUserConfiguration(Interfaces.class)
                .withPropertyValues("spring.http.serviceclient.reviews.base-url=http://reviews:9080")
                .run(context ->
                        assertThat(context.getBean(Reviews.class).reviews()).isEqualTo("from the mesh"));
    }

    @Test
    void leadsRestClientsOfReactiveApplicationsIntoTheMesh() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AUTO)
                .withBean(HandSource.class, () -> HandSource.answering(Fault.NONE))
                .run(context -> assertThat(get(context.getBean(RestClient.Builder.class)))
                        .isEqualTo("from the mesh"));
    }

    @Test
    void takesTheUsersOwnBuilderIntoTheMesh() {
        application.withUserConfiguration(OwnBuilder.class).run(context -> {
            assertThat(get(context.getBean(RestClient.Builder.class))).isEqualTo("from the mesh");
            assertThat(context.getBean(OwnBuilder.class).customized).isTrue();
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
                    RestClient.Builder client = context.getBean(RestClient.Builder.class);
                    assertThatThrownBy(() -> get(client)).hasRootCauseInstanceOf(SocketTimeoutException.class);
                });
    }

    @Test
    void replacesABuilderThatCannotCarryTheMesh() {
        application
                .withPropertyValues("spring.http.clients.imperative.factory=jdk")
                .run(context -> {
                    assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class))
                            .isInstanceOf(HttpComponentsClientHttpRequestFactoryBuilder.class);
                    assertThat(get(context.getBean(RestClient.Builder.class))).isEqualTo("from the mesh");
                });
    }

    @Test
    void leavesClientsAloneWhereDisabled() {
        application
                .withPropertyValues("mesh.enabled=false", "spring.http.clients.imperative.factory=simple")
                .run(context -> assertThat(context.getBean(ClientHttpRequestFactoryBuilder.class)
                                .build())
                        .isInstanceOf(SimpleClientHttpRequestFactory.class));
    }

    @Test
    void isNotNeededByAnApplicationWithoutHttpClients() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(MeshAutoConfiguration.class, MeshHttpClientAutoConfiguration.class))
                .withBean(HandSource.class)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static @Nullable String get(RestClient.Builder builder) {
        return builder.build().get().uri("http://reviews:9080/").retrieve().body(String.class);
    }

    interface Reviews {
        @GetExchange("/")
        String reviews();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "reviews", types = Reviews.class)
    static class Interfaces {}

    @Configuration(proxyBeanMethods = false)
    static class OwnBuilder {

        private boolean customized;

        @Bean
        ClientHttpRequestFactoryBuilder<?> own() {
            return ClientHttpRequestFactoryBuilder.httpComponents().withHttpClientCustomizer(this::customize);
        }

        private void customize(HttpClientBuilder builder) {
            customized = true;
        }
    }
}
