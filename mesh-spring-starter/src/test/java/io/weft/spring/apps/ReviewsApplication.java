package io.weft.spring.apps;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A service with an HTTP and a gRPC port; answers with its version. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
public class ReviewsApplication {

    /** {@code reviews.Reviews/Version}, with strings for messages. */
    public static final MethodDescriptor<String, String> VERSION = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("reviews.Reviews/Version")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final String version;
    private final AtomicInteger failures = new AtomicInteger();

    ReviewsApplication(@Value("${mesh.version}") String version) {
        this.version = version;
    }

    @GetMapping({"/version", "/weighted/version"})
    String version() {
        return version;
    }

    @GetMapping("/headers")
    Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        Collections.list(request.getHeaderNames()).forEach(name -> headers.put(name, request.getHeader(name)));
        return headers;
    }

    /** Fails every second time. */
    @GetMapping("/flaky")
    ResponseEntity<String> flaky() {
        return failures.getAndIncrement() % 2 == 0
                ? ResponseEntity.internalServerError().build()
                : ResponseEntity.ok(version);
    }

    /** Answers with what it was sent, after it has failed once. */
    @PostMapping("/flaky/echo")
    ResponseEntity<String> echo(@RequestBody String body) {
        return failures.getAndIncrement() % 2 == 0
                ? ResponseEntity.internalServerError().build()
                : ResponseEntity.ok(body);
    }

    @Bean
    BindableService reviews() {
        return () -> ServerServiceDefinition.builder("reviews.Reviews")
                .addMethod(VERSION, ServerCalls.asyncUnaryCall((request, answers) -> {
                    answers.onNext(version);
                    answers.onCompleted();
                }))
                .build();
    }
}
