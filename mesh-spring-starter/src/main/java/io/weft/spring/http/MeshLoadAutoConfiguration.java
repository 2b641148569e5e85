package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Tells callers how busy this server is, for those that balance by probing; {@code mesh.load.enabled=false} for none.
 */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.load.enabled", matchIfMissing = true)
public final class MeshLoadAutoConfiguration {

    @Bean
    FilterRegistrationBean<Filter> meshLoadFilter(Mesh mesh) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(new LoadFilter(mesh.serverLoad()));
        // Outside of everything: a probe is neither observed nor asked for its credentials.
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }
}
