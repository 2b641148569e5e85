package io.weft.spring.feign;

import feign.Client;
import io.weft.runtime.Mesh;
import io.weft.spring.MeshAutoConfiguration;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * OpenFeign. Before Spring Cloud's own configurations, which make a client where there is none: a {@code @FeignClient}
 * that names no URL would look for Spring Cloud LoadBalancer otherwise.
 */
@AutoConfiguration(
        after = MeshAutoConfiguration.class,
        beforeName = {
            "org.springframework.cloud.openfeign.FeignAutoConfiguration",
            "org.springframework.cloud.openfeign.loadbalancer.FeignLoadBalancerAutoConfiguration"
        })
@ConditionalOnClass(Client.class)
@ConditionalOnBean(Mesh.class)
@ConditionalOnBooleanProperty(name = "mesh.http.enabled", matchIfMissing = true)
public final class MeshFeignAutoConfiguration {

    /** As for RestClient: Envoy's default for one endpoint. */
    private static final int CONNECTIONS_PER_ENDPOINT = 1024;

    @Bean
    @ConditionalOnMissingBean(Client.class)
    MeshFeignClient meshFeignClient(Mesh mesh) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS_PER_ENDPOINT)
                        .setMaxConnTotal(8 * CONNECTIONS_PER_ENDPOINT)
                        .build());
        mesh.install(builder);
        return new MeshFeignClient(builder.build());
    }
}
