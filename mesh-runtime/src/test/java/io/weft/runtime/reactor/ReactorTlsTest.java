package io.weft.runtime.reactor;

import io.weft.runtime.Mesh;
import io.weft.runtime.http.HttpCaller;
import io.weft.runtime.http.TlsOriginationContract;

/** TLS originated by Reactor Netty. */
class ReactorTlsTest extends TlsOriginationContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ReactorCaller(mesh);
    }
}
