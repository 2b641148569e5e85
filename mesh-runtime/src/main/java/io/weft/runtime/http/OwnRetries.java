package io.weft.runtime.http;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

/**
 * Leads the calls that the mesh has planned around HttpClient's own retries, which would multiply with the mesh's, and
 * leaves those retries to all other calls. A builder does not give its retry strategy away, so the element stays where
 * it is; how a planned call ended is sealed below it in an answer that nobody would retry, and unsealed above.
 */
final class OwnRetries {

    private static final String PLANNED = OwnRetries.class.getName();

    private OwnRetries() {}

    /** Where the client has no retries, both handlers are left out. */
    static void install(HttpClientBuilder builder) {
        String retry = ChainElement.RETRY.name();
        builder.addExecInterceptorBefore(retry, "MESH_UNSEAL", OwnRetries::unseal);
        builder.addExecInterceptorAfter(retry, "MESH_SEAL", OwnRetries::seal);
    }

    /**
     * Whether a planned call that ends with this answer has to be marked; no strategy repeats a call that went well.
     */
    static boolean mayRepeat(ClassicHttpResponse response) {
        return response.getCode() >= HttpStatus.SC_CLIENT_ERROR;
    }

    /** Marks a call as planned; the last word before its end counts. */
    static void planned(HttpClientContext context) {
        context.setAttribute(PLANNED, true);
    }

    private static ClassicHttpResponse unseal(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        return response instanceof Sealed sealed ? sealed.end.open() : response;
    }

    private static ClassicHttpResponse seal(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (isPlanned(scope)) {
            // Of an earlier hop of the same call, before a redirect.
            scope.clientContext.removeAttribute(PLANNED);
        }
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            return isPlanned(scope) ? new Sealed(() -> response) : response;
        } catch (IOException e) {
            if (isPlanned(scope)) {
                return new Sealed(() -> {
                    throw e;
                });
            }
            throw e;
        }
    }

    private static boolean isPlanned(ExecChain.Scope scope) {
        return Boolean.TRUE.equals(scope.clientContext.getAttribute(PLANNED));
    }

    /** How a call ended. */
    @FunctionalInterface
    private interface End {
        ClassicHttpResponse open() throws IOException;
    }

    private static final class Sealed extends BasicClassicHttpResponse {

        private static final long serialVersionUID = 1L;

        private final transient End end;

        Sealed(End end) {
            super(HttpStatus.SC_OK);
            this.end = end;
        }
    }
}
