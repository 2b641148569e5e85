package io.weft.runtime.http;

import io.weft.runtime.Mesh;

/** The contract of HTTP clients, by Apache HttpClient. */
class HttpMeshClientTest extends HttpClientContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ApacheCaller(mesh);
    }
}
