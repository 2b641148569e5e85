package io.weft.runtime.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The subject alternative names of a certificate; its common name counts for nothing (RFC 9525). */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private CertificateNames() {}

    /** Names of hosts, URIs and IP addresses. */
    static List<String> of(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name -> Set.of(DNS, URI, IP).contains(name.get(0)))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }

    /** Whether one of them is this name, or a wildcard for its first label. */
    static boolean contain(List<String> names, String name) {
        return names.stream().anyMatch(each -> covers(each, name));
    }

    private static boolean covers(String pattern, String name) {
        if (pattern.contains("://")) {
            return pattern.equals(name);
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        String given = pattern.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        boolean wildcard = given.startsWith("*.") && dot > 0 && given.indexOf('.', 2) > 0;
        return given.equals(wanted) || (wildcard && given.substring(1).equals(wanted.substring(dot)));
    }
}
