package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** RestClient, RestTemplate and HTTP interfaces. */
@AutoConfiguration(
        after = MeshAutoConfiguration.class,
        afterName =
                "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration",
        beforeName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration"
        })
@ConditionalOnClass(ClientHttpRequestFactoryBuilder.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.http.enabled", matchIfMissing = true)
public final class MeshHttpClientAutoConfiguration {

    /** Envoy's default for one endpoint; HttpClient's own 5 would be the narrowest place of the mesh. */
    private static final int CONNECTIONS_PER_ENDPOINT = 1024;

    private static final int CONNECTIONS = 8 * CONNECTIONS_PER_ENDPOINT;

    @Bean
    static MeshedRequestFactories meshedRequestFactories(ObjectProvider<Mesh> mesh) {
        return new MeshedRequestFactories(mesh);
    }

    /** First, so that any customizer of the application has the last word. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> meshConnectionPool() {
        return builder -> builder.withConnectionManagerCustomizer(connections ->
                connections.setMaxConnPerRoute(CONNECTIONS_PER_ENDPOINT).setMaxConnTotal(CONNECTIONS));
    }

    /** In a reactive application Boot declares none, and RestClient would look for a client past the post-processor. */
    @Bean
    @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
    HttpComponentsClientHttpRequestFactoryBuilder meshRequestFactoryBuilder() {
        return meshConnectionPool().customize(ClientHttpRequestFactoryBuilder.httpComponents());
    }
}
