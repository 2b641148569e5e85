package io.weft.runtime.reactor;

import io.weft.runtime.Mesh;
import io.weft.runtime.http.HttpCaller;
import io.weft.runtime.http.ModesContract;

/** Where calls by Reactor Netty go in each mode. */
class ReactorModesTest extends ModesContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ReactorCaller(mesh);
    }
}
