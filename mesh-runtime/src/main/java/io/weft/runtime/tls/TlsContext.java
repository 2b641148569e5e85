package io.weft.runtime.tls;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What connections to one server are secured with. Made of one generation of files:
 * sessions of another can't be resumed in it.
 *
 * @param serverName what the server is asked for by name (SNI); an IP address is not asked for
 * @param trust decides on the server's certificate, its names included
 * @param key proves who we are; empty if nobody asks
 * @param context both of them, for the JDK's own sockets
 */
public record TlsContext(
        String serverName, X509ExtendedTrustManager trust, Optional<X509ExtendedKeyManager> key, SSLContext context) {

    /** For a socket that is about to shake hands. */
    public SSLParameters parameters(SSLParameters defaults) {
        boolean isName = serverName.indexOf(':') < 0 && !serverName.matches("[0-9.]*");
        if (isName) {
            defaults.setServerNames(List.of(new SNIHostName(serverName)));
        }
        defaults.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return defaults;
    }
}
