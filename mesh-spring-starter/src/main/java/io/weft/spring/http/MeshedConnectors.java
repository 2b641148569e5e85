package io.weft.spring.http;

import static java.util.Objects.requireNonNull;

import io.weft.runtime.Mesh;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.netty.http.client.HttpClient;

/**
 * Leads every client that is built by the application's {@link ClientHttpConnectorBuilder} into the mesh:
 * WebClient.Builder and reactive HTTP interfaces take theirs from that one bean.
 */
final class MeshedConnectors implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger("mesh");

    private final ObjectProvider<Mesh> mesh;

    MeshedConnectors(ObjectProvider<Mesh> mesh) {
        this.mesh = mesh;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof ReactorClientHttpConnectorBuilder builder) {
            return new Meshed(builder, mesh);
        }
        if (bean instanceof ClientHttpConnectorBuilder<?> other) {
            LOG.info(
                    "Reactive HTTP clients are built on Reactor Netty instead of {}: it can call one endpoint under the"
                            + " name of a service",
                    other.getClass().getSimpleName());
            return new Meshed(ClientHttpConnectorBuilder.reactor(), mesh);
        }
        return bean;
    }

    /** The mesh is asked for as late as this: a post-processor must not bring other beans up early. */
    private record Meshed(ReactorClientHttpConnectorBuilder builder, ObjectProvider<Mesh> mesh)
            implements ClientHttpConnectorBuilder<ClientHttpConnector> {

        @Override
        public ClientHttpConnector build(@Nullable HttpClientSettings settings) {
            // A connector does not give its client away, so it is noted as the last customizer sees it.
            AtomicReference<HttpClient> built = new AtomicReference<>();
            builder.withHttpClientCustomizer(client -> {
                        built.set(client);
                        return client;
                    })
                    .build(settings);
            return new MeshConnector(mesh.getObject().reactor().client(requireNonNull(built.get())));
        }
    }
}
