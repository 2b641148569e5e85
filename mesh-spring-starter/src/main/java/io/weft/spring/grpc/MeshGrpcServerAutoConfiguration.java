package io.weft.spring.grpc;

import io.weft.spring.MeshAutoConfiguration;
import io.weft.spring.WorkloadPorts;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/** The gRPC server of the application: its port. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass(GrpcServerStartedEvent.class)
@ConditionalOnBooleanProperty(name = "mesh.enabled", matchIfMissing = true)
public final class MeshGrpcServerAutoConfiguration {

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
