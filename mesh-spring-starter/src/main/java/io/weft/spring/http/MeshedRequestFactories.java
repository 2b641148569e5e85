package io.weft.spring.http;

import io.weft.runtime.Mesh;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.http.io.SocketConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;

/**
 * Leads every client that is built by the application's {@link ClientHttpRequestFactoryBuilder} into the mesh:
 * RestClient.Builder, RestTemplateBuilder and HTTP interfaces all take theirs from that one bean. A post-processor
 * rather than Boot's customizer, because customizers are passed over where the user declares the bean.
 */
final class MeshedRequestFactories implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger("mesh");

    private final ObjectProvider<Mesh> mesh;

    /** What the client that this thread is building has on its connections; HttpClient does not tell it afterwards. */
    private final ThreadLocal<SocketConfig> sockets = ThreadLocal.withInitial(() -> SocketConfig.DEFAULT);

    private final ThreadLocal<ConnectionConfig> connections = ThreadLocal.withInitial(() -> ConnectionConfig.DEFAULT);

    MeshedRequestFactories(ObjectProvider<Mesh> mesh) {
        this.mesh = mesh;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HttpComponentsClientHttpRequestFactoryBuilder builder) {
            return meshed(builder);
        }
        if (bean instanceof ClientHttpRequestFactoryBuilder<?> other) {
            LOG.info(
                    "HTTP clients are built on Apache HttpClient instead of {}: it can call one endpoint under the name"
                            + " of a service",
                    other.getClass().getSimpleName());
            return meshed(ClientHttpRequestFactoryBuilder.httpComponents());
        }
        return bean;
    }

    private HttpComponentsClientHttpRequestFactoryBuilder meshed(
            HttpComponentsClientHttpRequestFactoryBuilder builder) {
        // Boot goes through these in this order, and last through the client. The mesh is asked for as late as that: a
        // post-processor must not bring other beans up early.
        return builder.withSocketConfigCustomizer(config -> sockets.set(config.build()))
                .withConnectionConfigCustomizer(config -> connections.set(config.build()))
                .withHttpClientCustomizer(client -> mesh.getObject().install(client, built()));
    }

    private ConnectionConfig built() {
        ConnectionConfig built = connections.get();
        SocketConfig socket = sockets.get();
        connections.remove();
        sockets.remove();
        return built.getSocketTimeout() != null
                ? built
                : ConnectionConfig.copy(built)
                        .setSocketTimeout(socket.getSoTimeout())
                        .build();
    }
}
