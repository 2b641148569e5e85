package io.weft.runtime.http;

import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of one of several attempts at once: it shows what is in the caller's, and what is written to it is the
 * caller's only if the attempt counts. A context of HttpClient is for one thread at a time; while a race lasts, none
 * writes to the caller's.
 */
final class LegContext extends HttpClientContext {

    private final HttpClientContext caller;
    private final Map<String, @Nullable Object> written = new HashMap<>();

    LegContext(HttpClientContext caller, RequestConfig config) {
        super(caller);
        this.caller = caller;
        setExchangeId(caller.getExchangeId());
        setCookieStore(caller.getCookieStore());
        setCookieSpecRegistry(caller.getCookieSpecRegistry());
        setAuthSchemeRegistry(caller.getAuthSchemeRegistry());
        setCredentialsProvider(caller.getCredentialsProvider());
        setAuthCache(caller.getAuthCache());
        setUserToken(caller.getUserToken());
        setRequestConfig(config);
    }

    @Override
    public Object setAttribute(String id, Object value) {
        written.put(id, value);
        return super.setAttribute(id, value);
    }

    @Override
    public Object removeAttribute(String id) {
        written.put(id, null);
        return super.removeAttribute(id);
    }

    /** The attempt counts. On the caller's thread, when the race is over. */
    void count() {
        written.forEach((id, value) -> {
            if (value == null) {
                caller.removeAttribute(id);
            } else {
                caller.setAttribute(id, value);
            }
        });
        if (getResponse() == null) {
            return;
        }
        caller.setProtocolVersion(getProtocolVersion());
        caller.setRequest(getRequest());
        caller.setResponse(getResponse());
        caller.setEndpointDetails(getEndpointDetails());
        caller.setSSLSession(getSSLSession());
        caller.setCookieSpec(getCookieSpec());
        caller.setCookieOrigin(getCookieOrigin());
        caller.setUserToken(getUserToken());
        if (getHttpRoute() instanceof HttpRoute route) {
            caller.setRoute(route);
        }
    }
}
