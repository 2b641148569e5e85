package io.weft.runtime.tls;

import io.weft.model.Cluster;
import io.weft.model.UpstreamTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes what clusters ask for, once for each server name; anew when a file has changed. Thread-safe. */
public final class TlsContexts {

    /** More server names than this, and all are made anew. */
    private static final int MOST = 1_000;

    private static final char[] NO_PASSWORD = new char[0];

    private record Key(UpstreamTls tls, String serverName) {}

    private record Made(String stamp, TlsContext context) {}

    private final Map<Key, Made> known = new ConcurrentHashMap<>();

    /** The name that a cluster's servers are asked for: the rule's, else the host of the call's authority. */
    public static String serverName(UpstreamTls tls, String authority) {
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        return tls.sni().orElse(bracket > 0 ? host.substring(1, bracket) : host);
    }

    /**
     * @param cluster must ask for TLS
     * @throws TlsException if the rule's files don't allow it
     */
    public TlsContext of(Cluster cluster, String serverName) throws TlsException {
        UpstreamTls tls = cluster.tls().orElseThrow();
        Key key = new Key(tls, serverName);
        String stamp = String.join("|", files(tls).map(PemFile::stamp).toList());
        Made made = known.get(key);
        if (made == null || !made.stamp.equals(stamp)) {
            made = new Made(stamp, make(cluster, tls, serverName));
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, made);
        }
        return made.context;
    }

    private static Stream<PemFile> files(UpstreamTls tls) {
        return Stream.of(authorities(tls), chain(tls), key(tls)).flatMap(Optional::stream);
    }

    private static Optional<PemFile> authorities(UpstreamTls tls) {
        return tls.caCertificates().map(path -> new PemFile("caCertificates", path));
    }

    private static Optional<PemFile> chain(UpstreamTls tls) {
        return tls.clientCertificate().map(path -> new PemFile("clientCertificate", path));
    }

    private static Optional<PemFile> key(UpstreamTls tls) {
        return tls.privateKey().map(path -> new PemFile("privateKey", path));
    }

    private static TlsContext make(Cluster cluster, UpstreamTls tls, String serverName) throws TlsException {
        try {
            X509ExtendedTrustManager trust = tls.insecureSkipVerify() ? new AnyServer() : trust(tls, serverName);
            Optional<X509ExtendedKeyManager> key = keyManager(tls);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key.map(own -> new KeyManager[] {own}).orElse(null), new TrustManager[] {trust}, null);
            return new TlsContext(serverName, trust, key, context);
        } catch (GeneralSecurityException | IOException e) {
            String rule = cluster.origin().isEmpty() ? cluster.name() : cluster.origin();
            throw new TlsException(
                    "no TLS to " + cluster.service() + " by the rule " + rule + ": " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trust(UpstreamTls tls, String serverName)
            throws GeneralSecurityException, IOException {
        Optional<PemFile> authorities = authorities(tls);
        KeyStore roots = authorities.isEmpty() ? null : store(authorities.get().certificates());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(roots);
        X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
        return new ServerTrust(trust, tls.subjectAltNames().isEmpty() ? List.of(serverName) : tls.subjectAltNames());
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("" + store.size(), certificate);
        }
        return store;
    }

    private static Optional<X509ExtendedKeyManager> keyManager(UpstreamTls tls)
            throws GeneralSecurityException, IOException {
        if (chain(tls).isEmpty() || key(tls).isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> chain = new ArrayList<>(chain(tls).get().certificates());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("own", key(tls).get().privateKey(), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return Optional.of((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
    }
}
