package io.weft.runtime.http;

import io.weft.runtime.Mesh;

/** TLS originated by Apache HttpClient. */
class TlsOriginationTest extends TlsOriginationContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ApacheCaller(mesh);
    }
}
