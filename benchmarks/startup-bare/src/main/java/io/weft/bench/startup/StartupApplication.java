package io.weft.bench.startup;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;

/** Starts, prints one line of numbers, and ends. */
@SpringBootApplication(proxyBeanMethods = false)
class StartupApplication {

    public static void main(String[] args) {
        SpringApplication.run(StartupApplication.class, args).close();
    }

    @Bean
    RestClient client(RestClient.Builder builder) {
        return builder.build();
    }

    /** Milliseconds since the JVM began, bytes of heap in use after a collection, classes loaded. */
    @EventListener(ApplicationReadyEvent.class)
    void measure() {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        System.out.printf(
                "startup %d %d %d%n",
                millis,
                memory.getHeapMemoryUsage().getUsed(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
}
