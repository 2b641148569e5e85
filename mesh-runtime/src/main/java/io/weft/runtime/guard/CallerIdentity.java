package io.weft.runtime.guard;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a caller proved to be. */
public final class CallerIdentity {

    private static final int URI = 6;

    private CallerIdentity() {}

    /** The SPIFFE ID in the first certificate of a chain that the server has verified; empty if there is none. */
    public static Optional<String> spiffe(Certificate @Nullable [] chain) {
        return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate leaf
                ? spiffe(leaf)
                : Optional.empty();
    }

    private static Optional<String> spiffe(X509Certificate leaf) {
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> Integer.valueOf(URI).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .filter(uri -> uri.startsWith("spiffe://"))
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
