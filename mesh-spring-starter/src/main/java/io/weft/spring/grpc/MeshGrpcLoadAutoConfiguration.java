package io.weft.spring.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

/**
 * Tells callers how busy this gRPC server is; {@code mesh.load.enabled=false} for none. After Boot has decided whether
 * there is a server: a service of ours must not be the reason for one.
 */
@AutoConfiguration(
        after = MeshAutoConfiguration.class,
        afterName = "org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration")
@ConditionalOnClass({BindableService.class, GlobalServerInterceptor.class})
@ConditionalOnBean({Mesh.class, BindableService.class})
@ConditionalOnBooleanProperty(name = "mesh.grpc.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "mesh.load.enabled", matchIfMissing = true)
public final class MeshGrpcLoadAutoConfiguration {

    @Bean
    BindableService meshLoadService(Mesh mesh) {
        return mesh.grpcLoadService();
    }

    /** Outside of everything: a question is neither observed nor asked for its credentials. */
    @Bean
    @GlobalServerInterceptor
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ServerInterceptor meshLoadInterceptor(Mesh mesh) {
        return mesh.grpcLoadInterceptor();
    }
}
