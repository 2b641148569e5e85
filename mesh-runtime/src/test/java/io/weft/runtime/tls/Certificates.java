package io.weft.runtime.tls;

import io.weft.model.UpstreamTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates made by the JDK's keytool, each with its key, as PEM files in a folder. */
public final class Certificates {

    private static final String PASSWORD = "changeit";

    private Certificates() {}

    /**
     * One of them: its own authority.
     *
     * @param certificate PEM
     * @param key PEM, PKCS #8
     */
    public record Pair(Path certificate, Path key, KeyStore store) {

        /** What a rule says of a server that has this certificate: to trust it, and nothing more. */
        public UpstreamTls trusted() {
            return new UpstreamTls(
                    Optional.empty(),
                    List.of(),
                    Optional.of(certificate.toString()),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        /** For a server; it asks for the client's certificate where one is given. */
        public SSLContext server(Pair... clients) throws IOException, GeneralSecurityException {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Pair client : clients) {
                trusted.setCertificateEntry(client.certificate.toString(), client.store.getCertificate("own"));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), clients.length == 0 ? null : trust.getTrustManagers(), null);
            return context;
        }
    }

    /** @param names as keytool has them: {@code dns:api.example.com,ip:127.0.0.1} */
    public static Pair make(Path folder, String name, String names) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Pair(
                pem(
                        folder.resolve(name + ".pem"),
                        "CERTIFICATE",
                        store.getCertificate("own").getEncoded()),
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        store.getKey("own", PASSWORD.toCharArray()).getEncoded()),
                store);
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said);
        }
    }
}
