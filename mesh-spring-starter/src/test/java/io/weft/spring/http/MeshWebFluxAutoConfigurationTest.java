package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class MeshWebFluxAutoConfigurationTest {

    private static final AutoConfigurations AUTO =
            AutoConfigurations.of(MeshAutoConfiguration.class, MeshWebFluxAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner application =
            new ReactiveWebApplicationContextRunner().withConfiguration(AUTO).withBean(HandSource.class);

    @Test
    void takesTraceHeadersAlongKeepsToLimitsAndTellsTheLoad() {
        application.run(context -> assertThat(context)
                .hasSingleBean(TraceContextWebFilter.class)
                .hasSingleBean(RateLimitWebFilter.class)
                .hasSingleBean(LoadWebFilter.class));
    }

    @Test
    void tellsNoLoadWhereThatIsDisabled() {
        application
                .withPropertyValues("mesh.load.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(TraceContextWebFilter.class)
                        .doesNotHaveBean(LoadWebFilter.class));
    }

    @Test
    void leavesServletApplicationsToTheirOwnFilters() {
        new WebApplicationContextRunner()
                .withConfiguration(AUTO)
                .withBean(HandSource.class)
                .run(context -> assertThat(context).doesNotHaveBean(LoadWebFilter.class));
    }
}
