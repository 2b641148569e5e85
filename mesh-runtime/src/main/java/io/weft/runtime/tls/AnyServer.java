package io.weft.runtime.tls;

import java.security.cert.X509Certificate;

/** Trusts every server: Istio's insecureSkipVerify, which a rule has to ask for by that name. */
final class AnyServer extends ServerJudge {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
