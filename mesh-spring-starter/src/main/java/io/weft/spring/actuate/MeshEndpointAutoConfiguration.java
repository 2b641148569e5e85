package io.weft.spring.actuate;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import io.weft.spring.MeshIdentity;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code mesh}. Over the web it has to be exposed: management.endpoints.web.exposure.include. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(Mesh.class)
public final class MeshEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MeshEndpoint meshEndpoint(Mesh mesh, MeshIdentity identity) {
        return new MeshEndpoint(mesh, identity);
    }
}
