package io.weft.runtime.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The request config with the shorter of two connect timeouts: made once,
 * since most calls of a client differ in nothing.
 */
final class ConnectLimits {

    private record Made(RequestConfig own, @Nullable Timeout connect, Duration limit, RequestConfig config) {}

    private volatile @Nullable Made last;

    @SuppressWarnings({"deprecation", "ReferenceEquality"}) // per request, as it is a cluster's; configs have no equals
    RequestConfig of(RequestConfig own, @Nullable Timeout connect, Duration limit) {
        Made made = last;
        if (made == null || made.own != own || made.connect != connect || !made.limit.equals(limit)) {
            Timeout shorter = Limits.shorter(connect, limit);
            made = new Made(
                    own,
                    connect,
                    limit,
                    shorter.equals(own.getConnectTimeout())
                            ? own
                            : RequestConfig.copy(own).setConnectTimeout(shorter).build());
            last = made;
        }
        return made.config;
    }
}
