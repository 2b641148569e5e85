package io.weft.runtime.reactor;

import io.weft.runtime.Mesh;
import io.weft.runtime.http.HttpCaller;
import io.weft.runtime.http.HttpHedgeContract;

/** Hedged calls with Reactor Netty. */
class ReactorHedgeTest extends HttpHedgeContract {

    @Override
    protected HttpCaller caller(Mesh mesh) {
        return new ReactorCaller(mesh);
    }
}
