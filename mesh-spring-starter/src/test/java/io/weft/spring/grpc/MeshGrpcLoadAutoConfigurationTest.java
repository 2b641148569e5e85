package io.weft.spring.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

class MeshGrpcLoadAutoConfigurationTest {

    private final ApplicationContextRunner withoutServices = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MeshAutoConfiguration.class,
                    MeshGrpcLoadAutoConfiguration.class,
                    GrpcServerAutoConfiguration.class,
                    SslAutoConfiguration.class))
            .withPropertyValues("spring.grpc.server.port=0", "mesh.register.enabled=false")
            .withBean(HandSource.class);

    private final ApplicationContextRunner application = withoutServices.withBean(
            "shop",
            BindableService.class,
            () -> () -> ServerServiceDefinition.builder("shop.Cart").build());

    @Test
    void tellsTheLoad() {
        application.run(
                context -> assertThat(context).hasBean("meshLoadService").hasBean("meshLoadInterceptor"));
    }

    @Test
    void tellsNoLoadWhereThatIsDisabled() {
        application
                .withPropertyValues("mesh.load.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(GrpcServerLifecycle.class)
                        .doesNotHaveBean("meshLoadService")
                        .doesNotHaveBean("meshLoadInterceptor"));
    }

    @Test
    void isNoReasonForAServer() {
        withoutServices.run(context ->
                assertThat(context).doesNotHaveBean(GrpcServerLifecycle.class).doesNotHaveBean("meshLoadService"));
    }
}
