package io.weft.spring.actuate;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health indicator {@code mesh}. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Mesh.class)
@ConditionalOnEnabledHealthIndicator("mesh")
public final class MeshHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "meshHealthIndicator")
    HealthIndicator meshHealthIndicator(Mesh mesh) {
        return new MeshHealthIndicator(mesh);
    }
}
