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
    Carrier DIRECT = (request, scope, chain, client) -> chain.proceed(request, scope);

    ClassicHttpResponse carry(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Client client)
            throws IOException, HttpException;
}
