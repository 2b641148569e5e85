package io.weft.control.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    @Test
    void isToldByTheNameBeforeItsDash() {
        assertThat(named("http")).isEqualTo(Protocol.HTTP);
        assertThat(named("http2-x")).isEqualTo(Protocol.HTTP2);
        assertThat(named("grpc-x")).isEqualTo(Protocol.GRPC);
        assertThat(named("grpc-web-x")).isEqualTo(Protocol.GRPC_WEB);
        assertThat(named("tcp-x")).isEqualTo(Protocol.TCP);
        assertThat(named("httpx")).isEqualTo(Protocol.UNSPECIFIED);
        assertThat(named("")).isEqualTo(Protocol.UNSPECIFIED);
    }

    @Test
    void isToldByAppProtocolFirst() {
        assertThat(Protocol.ofKubernetes("http", Optional.of("grpc"), "TCP")).isEqualTo(Protocol.GRPC);
        assertThat(Protocol.ofKubernetes("http", Optional.of("kubernetes.io/h2c"), "TCP"))
                .isEqualTo(Protocol.HTTP2);
        assertThat(Protocol.ofKubernetes("http", Optional.of("unheard.of"), "TCP"))
                .isEqualTo(Protocol.HTTP);
    }

    @Test
    void isHttpWhereNothingIsSaid() {
        assertThat(Protocol.UNSPECIFIED.isHttp()).isTrue();
        assertThat(Protocol.TCP.isHttp()).isFalse();
        assertThat(Protocol.HTTPS.isHttp()).isFalse();
    }

    private static Protocol named(String name) {
        return Protocol.ofKubernetes(name, Optional.empty(), "TCP");
    }
}
