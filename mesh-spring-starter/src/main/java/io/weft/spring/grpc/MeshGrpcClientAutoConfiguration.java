package io.weft.spring.grpc;

import io.grpc.Channel;
import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.springframework.boot.autoconfigure.AbstractDependsOnBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;

/** gRPC channels: those of Boot's channel factory and those that the application builds itself. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass(Channel.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.grpc.enabled", matchIfMissing = true)
public final class MeshGrpcClientAutoConfiguration {

    private static final String TARGETS = "meshGrpcTargets";

    @Bean(TARGETS)
    MeshGrpcTargets meshGrpcTargets(Mesh mesh) {
        return new MeshGrpcTargets(mesh);
    }

    @Bean
    static AbstractDependsOnBeanFactoryPostProcessor meshBeforeChannels() {
        return new After(Channel.class);
    }

    /** Spring's way to make channels. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GrpcChannelFactory.class)
    static class ChannelFactories {

        @Bean
        static AbstractDependsOnBeanFactoryPostProcessor meshBeforeChannelFactories() {
            return new After(GrpcChannelFactory.class);
        }
    }

    /** A channel looks its target's scheme up when it is built, so the mesh has to be there before. */
    private static final class After extends AbstractDependsOnBeanFactoryPostProcessor {
        After(Class<?> type) {
            super(type, TARGETS);
        }
    }
}
