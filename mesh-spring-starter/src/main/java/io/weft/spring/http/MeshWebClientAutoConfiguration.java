package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.netty.http.client.HttpClient;

/** WebClient and reactive HTTP interfaces. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass({ClientHttpConnectorBuilder.class, ClientHttpConnector.class, HttpClient.class})
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.http.enabled", matchIfMissing = true)
public final class MeshWebClientAutoConfiguration {

    @Bean
    static MeshedConnectors meshedConnectors(ObjectProvider<Mesh> mesh) {
        return new MeshedConnectors(mesh);
    }
}
