package io.weft.bench.calls;

import java.io.IOException;
import java.net.URI;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** GETs by the RestClient that Spring Boot sets up from the class path it finds. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RestLeg {

    /** The address to call, then what Spring Boot is to know. */
    public static void main(String[] arguments) throws IOException {
        URI address = URI.create(arguments[0]);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RestLeg.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            RestClient client = context.getBean(RestClient.Builder.class).build();
            Leg.run(() -> client.get().uri(address).retrieve().body(String.class));
        }
    }
}
