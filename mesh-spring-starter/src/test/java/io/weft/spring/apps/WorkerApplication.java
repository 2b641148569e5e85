package io.weft.spring.apps;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers with its version, over HTTP and gRPC; some work takes as long as it is told to. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
public class WorkerApplication {

    /** {@code worker.Worker/Version}, with strings for messages. */
    public static final MethodDescriptor<String, String> VERSION = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("worker.Worker/Version")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private final String version;
    private final AtomicInteger working = new AtomicInteger();
    private volatile CountDownLatch done = new CountDownLatch(0);

    WorkerApplication(@Value("${mesh.version}") String version) {
        this.version = version;
    }

    @GetMapping("/version")
    String version() {
        return version;
    }

    @GetMapping("/work")
    String work() throws InterruptedException {
        working.incrementAndGet();
        try {
            done.await();
        } finally {
            working.decrementAndGet();
        }
        return version;
    }

    @Bean
    BindableService worker() {
        return () -> ServerServiceDefinition.builder("worker.Worker")
                .addMethod(VERSION, ServerCalls.asyncUnaryCall((request, answers) -> {
                    answers.onNext(version);
                    answers.onCompleted();
                }))
                .build();
    }

    /** Work that begins from now on lasts until {@link #finish}. */
    public void linger() {
        done = new CountDownLatch(1);
    }

    public void finish() {
        done.countDown();
    }

    /** How much of it is going on. */
    public int working() {
        return working.get();
    }
}
