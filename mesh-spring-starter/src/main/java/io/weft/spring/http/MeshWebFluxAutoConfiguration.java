package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/**
 * Incoming HTTP requests of reactive applications: their trace headers, how many of them are taken,
 * and how many there are.
 */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass({WebFilter.class, Mono.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(Mesh.class)
public final class MeshWebFluxAutoConfiguration {

    @Bean
    TraceContextWebFilter meshTraceContextWebFilter(Mesh mesh) {
        return new TraceContextWebFilter(
                mesh.traceHeaders(), () -> ThreadLocalRandom.current().nextLong());
    }

    @Bean
    RateLimitWebFilter meshRateLimitWebFilter(Mesh mesh) {
        return new RateLimitWebFilter(mesh.inboundLimits());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "mesh.load.enabled", matchIfMissing = true)
    LoadWebFilter meshLoadWebFilter(Mesh mesh) {
        return new LoadWebFilter(mesh.serverLoad());
    }
}
