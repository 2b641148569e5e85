package io.weft.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PEM file that a field of a rule names.
 *
 * @param field of Istio's ClientTLSSettings
 * @param path on this machine
 */
record PemFile(String field, String path) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:\\w+ )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** The certificates in it, in their order; never empty. */
    List<X509Certificate> certificates() throws TlsException {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw unusable("holds no certificate", null);
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw unusable("is no PEM file of certificates: " + e.getMessage(), e);
        }
    }

    /** The private key in it. */
    PrivateKey privateKey() throws TlsException {
        Matcher key = KEY.matcher(new String(read(), StandardCharsets.ISO_8859_1));
        if (!key.find()) {
            throw unusable("holds no private key that is not encrypted", null);
        }
        if (!key.group(1).equals("PRIVATE KEY")) {
            throw unusable(
                    "holds a key in the form " + key.group(1)
                            + "; make it PKCS #8: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
                    null);
        }
        byte[] bytes = Base64.getMimeDecoder().decode(key.group(2));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException otherAlgorithm) {
                // The encoding names its algorithm, but the JDK has nobody who reads that alone.
            }
        }
        throw unusable("holds a key that is neither RSA, EC nor Ed25519", null);
    }

    /** What changes when the file does. */
    String stamp() {
        try {
            Path file = Path.of(path);
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }

    private byte[] read() throws TlsException {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (NoSuchFileException e) {
            throw unusable("does not exist on this machine, where the call is made", e);
        } catch (IOException | InvalidPathException e) {
            throw unusable("cannot be read: " + e, e);
        }
    }

    TlsException unusable(String why, @Nullable Throwable cause) {
        return new TlsException(field + " " + path + " " + why, cause);
    }
}
