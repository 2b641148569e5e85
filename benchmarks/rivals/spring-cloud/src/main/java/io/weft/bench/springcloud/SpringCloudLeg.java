package io.weft.bench.springcloud;

import io.weft.bench.calls.Leg;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * GETs by a load-balanced RestClient inside a circuit breaker, over HttpClient 5; all else is the starters' default.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringCloudLeg {

    private static final URI ADDRESS = URI.create("http://reviews/api");

    /** The host:port of each endpoint. */
    public static void main(String[] endpoints) throws IOException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SpringCloudLeg.class)
                .web(WebApplicationType.NONE)
                .run(options(endpoints))) {
            RestClient client = context.getBean(RestClient.Builder.class).build();
            CircuitBreaker breaker =
                    context.getBean(CircuitBreakerFactory.class).create("reviews");
            Leg.run(() -> breaker.run(() -> client.get().uri(ADDRESS).retrieve().body(String.class)));
        }
    }

    @Bean
    @LoadBalanced
    RestClient.Builder builder(RestClientBuilderConfigurer configurer) {
        return configurer.configure(RestClient.builder());
    }

    private static String[] options(String[] endpoints) {
        List<String> options = new ArrayList<>(List.of(
                "--logging.level.root=off",
                "--spring.main.banner-mode=off",
                "--spring.cloud.compatibility-verifier.enabled=false"));
        for (int i = 0; i < endpoints.length; i++) {
            options.add(
                    "--spring.cloud.discovery.client.simple.instances.reviews[" + i + "].uri=http://" + endpoints[i]);
        }
        return options.toArray(String[]::new);
    }
}
