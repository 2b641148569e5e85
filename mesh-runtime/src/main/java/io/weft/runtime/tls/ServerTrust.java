package io.weft.runtime.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts a server whose chain leads to a root and whose certificate carries one of the names. The names are checked
 * here and not by the TLS library, so that both protocols and every way of connecting judge alike.
 */
final class ServerTrust extends ServerJudge {

    private final X509TrustManager roots;
    private final List<String> names;

    ServerTrust(X509TrustManager roots, List<String> names) {
        this.roots = roots;
        this.names = List.copyOf(names);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        roots.checkServerTrusted(chain, authType);
        List<String> carried = CertificateNames.of(chain[0]);
        if (names.stream().noneMatch(name -> CertificateNames.contain(carried, name))) {
            throw new CertificateException(
                    "the server's certificate is for " + carried + ", not for " + String.join(" or ", names));
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return roots.getAcceptedIssuers();
    }
}
