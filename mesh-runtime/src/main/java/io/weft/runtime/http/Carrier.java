package io.weft.runtime.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** How the calls of a client travel. */
@FunctionalInterface
interface Carrier {

    /** As without a mesh. */
    Carrier DIRECT = (request, scope, chain, idle) -> chain.proceed(request, scope);

    /** @param idle the idle connections of the calling client */
    ClassicHttpResponse carry(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, IdleConnections idle)
            throws IOException, HttpException;
}
