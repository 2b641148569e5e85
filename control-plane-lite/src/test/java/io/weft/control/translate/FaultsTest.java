package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void delaysAShareOfCalls() throws Exception {
        HTTPFault fault = fault("delay: {fixedDelay: 7s, percentage: {value: 33.33339}}");
        assertThat(fault.getDelay().getFixedDelay().getSeconds()).isEqualTo(7);
        // Cut off, not rounded, as Istio does it.
        assertThat(fault.getDelay().getPercentage().getNumerator()).isEqualTo(333_333);
    }

    @Test
    void readsTheOlderWholePercentOfADelay() throws Exception {
        assertThat(fault("delay: {fixedDelay: 1s, percent: 5}")
                        .getDelay()
                        .getPercentage()
                        .getNumerator())
                .isEqualTo(50_000);
    }

    @Test
    void abortsWithAnHttpStatus() throws Exception {
        HTTPFault fault = fault("abort: {httpStatus: 555, percentage: {value: 100}}");
        assertThat(fault.getAbort().getHttpStatus()).isEqualTo(555);
        assertThat(fault.getAbort().getPercentage().getNumerator()).isEqualTo(1_000_000);
    }

    @Test
    void abortsWithAGrpcStatus() throws Exception {
        assertThat(fault("abort: {grpcStatus: UNAVAILABLE, percentage: {value: 1}}")
                        .getAbort()
                        .getGrpcStatus())
                .isEqualTo(14);
    }

    @Test
    void neverHappensWhereNoShareIsWritten() throws Exception {
        HTTPFault fault = fault("{delay: {fixedDelay: 1s}, abort: {httpStatus: 500}}");
        assertThat(fault.getDelay().getPercentage().getNumerator()).isZero();
        assertThat(fault.getAbort().getPercentage().getNumerator()).isZero();
    }

    private static HTTPFault fault(String fault) throws InvalidProtocolBufferException {
        Route route = Given.rules("- {route: [{destination: {host: reviews}}], fault: %s}\n"
                        .formatted(fault.startsWith("{") ? fault : "{" + fault + "}"))
                .route();
        return route.getTypedPerFilterConfigOrThrow("envoy.filters.http.fault").unpack(HTTPFault.class);
    }
}
