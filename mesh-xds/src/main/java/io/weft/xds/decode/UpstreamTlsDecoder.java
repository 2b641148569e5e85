package io.weft.xds.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.DataSource;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.weft.model.UpstreamTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Envoy's UpstreamTlsContext, with files in place of secrets: a certificate that comes over the wire is refused. */
final class UpstreamTlsDecoder {

    private static final String RAW = "/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer";

    private UpstreamTlsDecoder() {}

    /** Empty for a cluster that is spoken to in plaintext. Never less than what is asked for. */
    static Optional<UpstreamTls> decode(Cluster cluster, Field at) {
        Field place = at.in("transport_socket");
        if (!cluster.hasTransportSocket()
                || cluster.getTransportSocket().getTypedConfig().getTypeUrl().endsWith(RAW)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    decode(cluster.getTransportSocket().getTypedConfig().unpack(UpstreamTlsContext.class), place));
        } catch (InvalidProtocolBufferException e) {
            throw place.malformed("is not an UpstreamTlsContext");
        }
    }

    private static UpstreamTls decode(UpstreamTlsContext context, Field at) {
        Field place = at.in("common_tls_context");
        CommonTlsContext common = context.getCommonTlsContext();
        if (common.getTlsCertificateSdsSecretConfigsCount() > 0 || common.getTlsCertificatesCount() > 1) {
            throw place.malformed("a certificate must be one pair of files; secret discovery is not supported");
        }
        Optional<TlsCertificate> own = common.getTlsCertificatesList().stream().findFirst();
        Optional<CertificateValidationContext> validation = validation(common, place);
        return new UpstreamTls(
                ActionDecoder.nonEmpty(context.getSni()),
                validation.map(names -> names(names, place)).orElse(List.of()),
                validation
                        .filter(CertificateValidationContext::hasTrustedCa)
                        .map(trust -> file(trust.getTrustedCa(), place.in("trusted_ca"))),
                own.map(pair -> file(pair.getCertificateChain(), place.in("certificate_chain"))),
                own.map(pair -> file(pair.getPrivateKey(), place.in("private_key"))),
                validation.isEmpty());
    }

    private static Optional<CertificateValidationContext> validation(CommonTlsContext common, Field at) {
        return switch (common.getValidationContextTypeCase()) {
            case VALIDATION_CONTEXT -> Optional.of(common.getValidationContext());
            case VALIDATIONCONTEXTTYPE_NOT_SET -> Optional.empty();
            default -> throw at.malformed(common.getValidationContextTypeCase() + " is not supported");
        };
    }

    private static List<String> names(CertificateValidationContext validation, Field at) {
        Set<String> names = new TreeSet<>();
        for (SubjectAltNameMatcher name : validation.getMatchTypedSubjectAltNamesList()) {
            if (!name.getMatcher().hasExact()) {
                throw at.in("match_typed_subject_alt_names").malformed("must be exact");
            }
            names.add(name.getMatcher().getExact());
        }
        return new ArrayList<>(names);
    }

    private static String file(DataSource source, Field at) {
        if (source.getFilename().isEmpty()) {
            throw at.malformed("must be the name of a file");
        }
        return source.getFilename();
    }
}
