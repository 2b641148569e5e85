package io.weft.runtime.http;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The request config with a cluster's connect timeout: made once, since most calls of a client differ in neither. */
final class ConnectLimits {

    private record Made(RequestConfig own, Timeout limit, RequestConfig config) {}

    private volatile @Nullable Made last;

    @SuppressWarnings({"deprecation", "ReferenceEquality"}) // per request, as it is a cluster's; configs have no equals
    RequestConfig of(RequestConfig own, Timeout limit) {
        if (limit.equals(own.getConnectTimeout())) {
            return own;
        }
        Made made = last;
        if (made == null || made.own != own || !made.limit.equals(limit)) {
            made = new Made(
                    own, limit, RequestConfig.copy(own).setConnectTimeout(limit).build());
            last = made;
        }
        return made.config;
    }
}
