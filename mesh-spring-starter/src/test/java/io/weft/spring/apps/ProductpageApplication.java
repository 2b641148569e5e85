package io.weft.spring.apps;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

/** Calls reviews in every way that Spring has, by the service's name. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableAsync
@ImportHttpServices(group = "reviews", types = ProductpageApplication.Reviews.class)
@ImportHttpServices(
        group = "reactive",
        types = ProductpageApplication.ReactiveReviews.class,
        clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
@EnableFeignClients(clients = ProductpageApplication.FeignReviews.class)
@Import(ProductpageApplication.Later.class)
@RestController
public class ProductpageApplication {

    private static final String REVIEWS = "http://reviews:9080";

    interface Reviews {
        @GetExchange("/version")
        String version();
    }

    interface ReactiveReviews {
        @GetExchange("/version")
        Mono<String> version();
    }

    @FeignClient(name = "reviews", url = REVIEWS)
    interface FeignReviews {
        @GetMapping("/version")
        String version();
    }

    private final RestClient restClient;
    private final RestTemplate restTemplate;
    private final WebClient webClient;
    private final Reviews reviews;
    private final ReactiveReviews reactiveReviews;
    private final FeignReviews feignReviews;
    private final GrpcChannelFactory channels;
    private final Later later;

    ProductpageApplication(
            RestClient.Builder restClient,
            RestTemplateBuilder restTemplate,
            WebClient.Builder webClient,
            Reviews reviews,
            ReactiveReviews reactiveReviews,
            FeignReviews feignReviews,
            GrpcChannelFactory channels,
            Later later) {
        this.restClient = restClient.baseUrl(REVIEWS).build();
        this.restTemplate = restTemplate.rootUri(REVIEWS).build();
        this.webClient = webClient.baseUrl(REVIEWS).build();
        this.reviews = reviews;
        this.reactiveReviews = reactiveReviews;
        this.feignReviews = feignReviews;
        this.channels = channels;
        this.later = later;
    }

    @GetMapping("/by/{client}")
    String by(@PathVariable String client) {
        return switch (client) {
            case "restclient" -> get("/version");
            case "resttemplate" -> Objects.requireNonNull(restTemplate.getForObject("/version", String.class));
            case "interface" -> reviews.version();
            case "webclient" ->
                Objects.requireNonNull(webClient
                        .get()
                        .uri("/version")
                        .retrieve()
                        .bodyToMono(String.class)
                        .block());
            case "reactive" -> Objects.requireNonNull(reactiveReviews.version().block());
            case "feign" -> feignReviews.version();
            default ->
                ClientCalls.blockingUnaryCall(
                        channels.createChannel("reviews:9090"), ReviewsApplication.VERSION, CallOptions.DEFAULT, "");
        };
    }

    @GetMapping("/reactive/headers")
    Mono<String> headers() {
        return webClient.get().uri("/headers").retrieve().bodyToMono(String.class);
    }

    /** What reviews says to a body of JSON. */
    @GetMapping("/reactive/flaky/echo")
    Mono<String> echo() {
        return webClient
                .post()
                .uri("/flaky/echo")
                .bodyValue(Map.of("a", "b"))
                .retrieve()
                .bodyToMono(String.class);
    }

    @GetMapping("/weighted")
    String weighted() {
        return get("/weighted/version");
    }

    @GetMapping("/flaky")
    String flaky() {
        return get("/flaky");
    }

    @GetMapping("/user")
    String user(@RequestHeader("end-user") String user) {
        return Objects.requireNonNull(restClient
                .get()
                .uri("/version")
                .header("end-user", user)
                .retrieve()
                .body(String.class));
    }

    /** The headers that reviews saw, asked for on another thread. */
    @GetMapping("/later")
    CompletableFuture<Map<String, String>> later() {
        return later.headers();
    }

    private String get(String path) {
        return Objects.requireNonNull(restClient.get().uri(path).retrieve().body(String.class));
    }

    static class Later {

        private final RestClient restClient;

        Later(RestClient.Builder builder) {
            this.restClient = builder.baseUrl(REVIEWS).build();
        }

        @Async
        CompletableFuture<Map<String, String>> headers() {
            return CompletableFuture.completedFuture(Objects.requireNonNull(restClient
                    .get()
                    .uri("/headers")
                    .retrieve()
                    .body(new ParameterizedTypeReference<Map<String, String>>() {})));
        }
    }
}
