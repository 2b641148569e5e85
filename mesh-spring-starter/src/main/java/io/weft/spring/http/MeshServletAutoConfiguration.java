package io.weft.spring.http;

import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Incoming HTTP requests: their trace headers, and how many of them are taken. */
@AutoConfiguration(after = MeshAutoConfiguration.class)
@ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Mesh.class)
public final class MeshServletAutoConfiguration {

    /** Just inside Boot's observation of the request, which is at + 1. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    FilterRegistrationBean<TraceContextFilter> meshTraceContextFilter(Mesh mesh) {
        var registration = new FilterRegistrationBean<>(new TraceContextFilter(
                mesh.traceHeaders(), () -> ThreadLocalRandom.current().nextLong()));
        registration.setOrder(ORDER);
        registration.setAsyncSupported(true);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    /** Before the application's security: to check who somebody is costs more than to count. */
    @Bean
    FilterRegistrationBean<RateLimitFilter> meshRateLimitFilter(Mesh mesh) {
        var registration = new FilterRegistrationBean<>(new RateLimitFilter(mesh.inboundLimits()));
        registration.setOrder(ORDER + 1);
        registration.setAsyncSupported(true);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }
}
