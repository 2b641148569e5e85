package io.weft.runtime.http;

import io.weft.runtime.Mesh;

/** Where calls by Apache HttpClient go in each mode. */
class ModesTest extends ModesContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ApacheCaller(mesh);
    }
}
