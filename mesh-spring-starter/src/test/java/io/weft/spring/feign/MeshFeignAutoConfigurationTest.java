package io.weft.spring.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.RetryableException;
import feign.Retryer;
import io.weft.model.Fault;
import io.weft.spring.HandSource;
import io.weft.spring.MeshAutoConfiguration;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignAutoConfiguration;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

class MeshFeignAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MeshAutoConfiguration.class, MeshFeignAutoConfiguration.class, FeignAutoConfiguration.class))
            .withBean(HandSource.class, () -> HandSource.answering(Fault.NONE));

    @Test
    void leadsFeignClientsIntoTheMeshWithAndWithoutAUrl() {
        application.withUserConfiguration(Clients.class).run(context -> {
            assertThat(context.getBean(ByUrl.class).reviews()).isEqualTo("from the mesh");
            assertThat(context.getBean(ByName.class).reviews()).isEqualTo("from the mesh");
        });
    }

    @Test
    void leadsPlainFeignIntoTheMesh() {
        application.run(context ->
                assertThat(plain(context.getBean(Client.class)).reviews()).isEqualTo("from the mesh"));
    }

    @Test
    void holdsTheReadTimeoutAgainstADelayOfTheMesh() {
        Fault fault = new Fault(Optional.of(new Fault.Delay(Duration.ofSeconds(30), 1_000_000)), Optional.empty());
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class, MeshFeignAutoConfiguration.class))
                .withBean(HandSource.class, () -> HandSource.answering(fault))
                .run(context -> {
                    Plain client = plain(context.getBean(Client.class));
                    assertThatThrownBy(client::reviews)
                            .isInstanceOf(RetryableException.class)
                            .hasCauseInstanceOf(SocketTimeoutException.class);
                });
    }

    @Test
    void leavesTheUsersOwnClientAlone() {
        Client own = (request, options) -> {
            throw new UnsupportedOperationException();
        };
        application
                .withBean(Client.class, () -> own)
                .run(context -> assertThat(context.getBean(Client.class)).isSameAs(own));
    }

    @Test
    void isNotNeededByAnApplicationWithoutFeign() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MeshAutoConfiguration.class, MeshFeignAutoConfiguration.class))
                .withBean(HandSource.class)
                .withClassLoader(new FilteredClassLoader("feign"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Plain plain(Client client) {
        return Feign.builder()
                .client(client)
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(Duration.ofSeconds(1), Duration.ofMillis(200), true))
                .target(Plain.class, "http://reviews:9080");
    }

    interface Plain {
        @RequestLine("GET /")
        String reviews();
    }

    @FeignClient(name = "by-url", url = "http://reviews:9080")
    interface ByUrl {
        @GetMapping("/")
        String reviews();
    }

    @FeignClient("reviews")
    interface ByName {
        @GetMapping("/")
        String reviews();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableFeignClients(clients = {ByUrl.class, ByName.class})
    static class Clients {}
}
