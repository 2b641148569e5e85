package io.weft.control.translate;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext.SystemRootCerts;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher.SanType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.weft.control.config.ClientTlsSettings;
import io.weft.control.config.ClientTlsSettings.Mode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** TLS towards a cluster, where its DestinationRule asks for it. Files are named, not read: they are the caller's. */
final class UpstreamTlsContexts {

    private UpstreamTlsContexts() {}

    /** Empty for plaintext. */
    static Optional<TransportSocket> of(Clusters.Source source) {
        return source.policy()
                .settings()
                .tls()
                .filter(tls -> tls.mode() == Mode.SIMPLE || tls.mode() == Mode.MUTUAL)
                .map(tls -> TransportSocket.newBuilder()
                        .setName("envoy.transport_sockets.tls")
                        .setTypedConfig(Any.pack(context(tls, source.service().subjectAltNames())))
                        .build());
    }

    private static UpstreamTlsContext context(ClientTlsSettings tls, List<String> namesOfService) {
        CommonTlsContext.Builder common = CommonTlsContext.newBuilder();
        if (!tls.insecureSkipVerify()) {
            common.setValidationContext(validation(tls, namesOfService));
        }
        if (tls.mode() == Mode.MUTUAL && tls.clientCertificate().isPresent()) {
            common.addTlsCertificates(TlsCertificate.newBuilder()
                    .setCertificateChain(file(tls.clientCertificate().get()))
                    .setPrivateKey(file(tls.privateKey().orElse(""))));
        }
        UpstreamTlsContext.Builder context = UpstreamTlsContext.newBuilder().setCommonTlsContext(common);
        tls.sni().ifPresent(context::setSni);
        return context.build();
    }

    private static CertificateValidationContext validation(ClientTlsSettings tls, List<String> namesOfService) {
        CertificateValidationContext.Builder validation = CertificateValidationContext.newBuilder();
        tls.caCertificates()
                .filter(path -> !path.isEmpty())
                .ifPresentOrElse(
                        path -> validation.setTrustedCa(file(path)),
                        () -> validation.setSystemRootCerts(SystemRootCerts.getDefaultInstance()));
        List<String> names = tls.subjectAltNames().isEmpty() ? namesOfService : tls.subjectAltNames();
        names.stream()
                .flatMap(name -> Stream.of(SanType.DNS, SanType.URI).map(type -> matcher(type, name)))
                .forEach(validation::addMatchTypedSubjectAltNames);
        return validation.build();
    }

    private static SubjectAltNameMatcher matcher(SanType type, String name) {
        return SubjectAltNameMatcher.newBuilder()
                .setSanType(type)
                .setMatcher(StringMatcher.newBuilder().setExact(name))
                .build();
    }

    private static DataSource file(String path) {
        return DataSource.newBuilder().setFilename(path).build();
    }
}
