package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.MeshSnapshot;
import io.weft.model.RateLimit;
import io.weft.model.Upstream;
import io.weft.runtime.load.LoadText;
import io.weft.spring.HandSource;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

/** One application, whose requests are limited by the control plane, on a servlet container and on Reactor Netty. */
@ParameterizedClass
@EnumSource(
        value = WebApplicationType.class,
        names = {"SERVLET", "REACTIVE"})
class InboundLimitIT {

    /** Where Spring Security's filters are. */
    private static final int SECURITY = -100;

    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // before each kind
    private static ConfigurableApplicationContext application;

    @Parameter
    @SuppressWarnings("NullAway.Init") // by JUnit
    private WebApplicationType type;

    /** Refuses everybody who brings no credentials, as security does. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class Shop {

        @GetMapping("/")
        String serve() {
            return "served";
        }

        @Bean
        HandSource source() {
            return new HandSource();
        }

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        FilterRegistrationBean<Filter> servletDoor() {
            FilterRegistrationBean<Filter> door = new FilterRegistrationBean<>((request, response, chain) -> {
                if (((HttpServletRequest) request).getHeader("authorization") == null) {
                    ((HttpServletResponse) response).setStatus(401);
                } else {
                    chain.doFilter(request, response);
                }
            });
            door.setOrder(SECURITY);
            return door;
        }

        @Bean
        @Order(SECURITY)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        WebFilter reactiveDoor() {
            return (exchange, chain) -> {
                if (exchange.getRequest().getHeaders().getFirst("authorization") == null) {
                    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
                    return exchange.getResponse().setComplete();
                }
                return chain.filter(exchange);
            };
        }
    }

    @BeforeParameterizedClassInvocation
    static void start(WebApplicationType type) {
        application = new SpringApplicationBuilder(Shop.class)
                .web(type)
                .run("--server.port=0", "--spring.jmx.enabled=false", "--mesh.register.enabled=false");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    /** One token an hour. */
    private static void limit(InboundLimit.Per per, Guard.Fallback answer) {
        var rate = new RateLimit(1, Duration.ofHours(1), 1);
        // Another origin is another limit, with buckets of its own.
        var limit = new InboundLimit(rate, per, answer, "guard.yaml:" + System.nanoTime());
        application
                .getBean(HandSource.class)
                .publish(new MeshSnapshot(
                        "limited", Map.of(Upstream.INBOUND, new Upstream.Inbound(List.of(limit))), Map.of()));
    }

    private static Guard.Fallback fallback(Map<String, String> headers, String body) {
        return new Guard.Fallback(Set.of(Guard.Cause.RATE_LIMITED), 429, 8, headers, body);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersARequestTooManyAsTheRuleSays() throws Exception {
        limit(
                new InboundLimit.Per.Workload(),
                fallback(Map.of("content-type", "application/json", "x-why", "limit"), "{\"é\": 1}"));
        assertThat(get("/", "authorization", "me").body()).isEqualTo("served");

        HttpResponse<String> refused = get("/", "authorization", "me");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().allValues("x-envoy-ratelimited")).containsExactly("true");
        assertThat(refused.headers().allValues("retry-after")).containsExactly("3600");
        assertThat(refused.headers().allValues("content-type")).containsExactly("application/json");
        assertThat(refused.headers().allValues("content-length")).containsExactly("9");
        assertThat(refused.headers().allValues("x-why")).containsExactly("limit");
        assertThat(refused.body()).isEqualTo("{\"é\": 1}");
    }

    @Test
    void answersWithoutARuleInPlainText() throws Exception {
        limit(new InboundLimit.Per.Caller(), fallback(Map.of(), "local_rate_limited"));
        get("/", "authorization", "me");

        HttpResponse<String> refused = get("/", "authorization", "me");

        assertThat(refused.headers().allValues("content-type")).containsExactly("text/plain");
        assertThat(refused.body()).isEqualTo("local_rate_limited");
    }

    @Test
    void countsValuesOfAHeaderApart() throws Exception {
        limit(new InboundLimit.Per.Header("X-User"), fallback(Map.of(), "slower"));
        assertThat(get("/", "authorization", "me", "x-user", "jason").statusCode())
                .isEqualTo(200);
        assertThat(get("/", "authorization", "me", "x-user", "jason").statusCode())
                .isEqualTo(429);
        assertThat(get("/", "authorization", "me", "x-user", "anna").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesBeforeSecurityIsAsked() throws Exception {
        limit(new InboundLimit.Per.Workload(), fallback(Map.of(), "slower"));
        assertThat(get("/").statusCode()).isEqualTo(401);
        assertThat(get("/").statusCode()).isEqualTo(429);
    }

    @Test
    void takesNoTokenOfAQuestionForTheLoad() throws Exception {
        limit(new InboundLimit.Per.Workload(), fallback(Map.of(), "slower"));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> told = get(LoadText.PATH);
            assertThat(told.statusCode()).as("%s", type).isEqualTo(200);
            assertThat(told.headers().firstValue(LoadText.HEADER)).isPresent();
        }
        assertThat(get("/", "authorization", "me").statusCode()).isEqualTo(200);
    }
}
