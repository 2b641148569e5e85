package io.weft.spring.grpc;

import io.grpc.ServerInterceptor;
import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import io.weft.spring.WorkloadPorts;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/** The gRPC server of the application: its port, and the trace headers of the calls that come. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass(GrpcServerStartedEvent.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.grpc.enabled", matchIfMissing = true)
public final class MeshGrpcServerAutoConfiguration {

    private static final int INSIDE_OBSERVATION = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    @GlobalServerInterceptor
    @Order(INSIDE_OBSERVATION)
    ServerInterceptor meshServerInterceptor(Mesh mesh) {
        return mesh.grpcServerInterceptor();
    }

    @Bean
    ApplicationListener<GrpcServerStartedEvent> meshGrpcServerPort(WorkloadPorts ports) {
        return event -> {
            // An in-process server has no port.
            if (event.getPort() > 0) {
                ports.listening("grpc", event.getPort());
            }
        };
    }
}
