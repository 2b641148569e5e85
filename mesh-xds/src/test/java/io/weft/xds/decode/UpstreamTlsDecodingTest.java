package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.DataSource;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.weft.model.UpstreamTls;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** UpstreamTlsContext beside what it becomes. */
class UpstreamTlsDecodingTest {

    private static Optional<UpstreamTls> decode(UpstreamTlsContext.Builder context) {
        TransportSocket socket = TransportSocket.newBuilder()
                .setTypedConfig(Any.pack(context.build()))
                .build();
        return UpstreamTlsDecoder.decode(
                Cluster.newBuilder().setTransportSocket(socket).build(), Field.ROOT);
    }

    private static DataSource file(String name) {
        return DataSource.newBuilder().setFilename(name).build();
    }

    @Test
    void isPlaintextWhereNothingIsSaid() {
        assertThat(UpstreamTlsDecoder.decode(Cluster.getDefaultInstance(), Field.ROOT))
                .isEmpty();
    }

    @Test
    void readsFilesAndNames() {
        UpstreamTlsContext.Builder context = UpstreamTlsContext.newBuilder().setSni("api.example.com");
        CommonTlsContext.Builder common = context.getCommonTlsContextBuilder();
        common.addTlsCertificatesBuilder().setCertificateChain(file("me.pem")).setPrivateKey(file("me.key"));
        common.getValidationContextBuilder()
                .setTrustedCa(file("ca.pem"))
                .addMatchTypedSubjectAltNamesBuilder()
                .getMatcherBuilder()
                .setExact("a");
        assertThat(decode(context))
                .contains(new UpstreamTls(
                        Optional.of("api.example.com"),
                        List.of("a"),
                        Optional.of("ca.pem"),
                        Optional.of("me.pem"),
                        Optional.of("me.key"),
                        false));
    }

    @Test
    void verifiesNothingOnlyWhereThereIsNoValidation() {
        assertThat(decode(UpstreamTlsContext.newBuilder()).orElseThrow().insecureSkipVerify())
                .isTrue();
        UpstreamTlsContext.Builder system = UpstreamTlsContext.newBuilder();
        system.getCommonTlsContextBuilder().getValidationContextBuilder();
        assertThat(decode(system).orElseThrow().insecureSkipVerify()).isFalse();
    }

    @Test
    void refusesWhatItCannotFetch() {
        UpstreamTlsContext.Builder context = UpstreamTlsContext.newBuilder();
        context.getCommonTlsContextBuilder().addTlsCertificateSdsSecretConfigs(SdsSecretConfig.getDefaultInstance());
        assertThatThrownBy(() -> decode(context)).hasMessageContaining("secret discovery is not supported");
    }

    @Test
    void refusesACertificateThatComesOverTheWire() {
        UpstreamTlsContext.Builder context = UpstreamTlsContext.newBuilder();
        context.getCommonTlsContextBuilder()
                .getValidationContextBuilder()
                .setTrustedCa(DataSource.newBuilder().setInlineString("x"));
        assertThatThrownBy(() -> decode(context)).hasMessageContaining("must be the name of a file");
    }
}
