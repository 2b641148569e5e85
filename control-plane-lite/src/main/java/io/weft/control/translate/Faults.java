package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;
import static io.weft.control.translate.Messages.percent;

import io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.grpc.Status;
import io.weft.control.config.HttpFaultInjection;
import java.util.Locale;
import java.util.Optional;

/** Faults on purpose as the configuration of Envoy's fault filter. */
final class Faults {

    private Faults() {}

    /** Empty if there is neither a delay nor an abort that Envoy can make. */
    static Optional<HTTPFault> translate(HttpFaultInjection fault) {
        HTTPFault.Builder out = HTTPFault.newBuilder();
        fault.delay().flatMap(Faults::delay).ifPresent(out::setDelay);
        fault.abort().flatMap(Faults::abort).ifPresent(out::setAbort);
        return out.hasDelay() || out.hasAbort() ? Optional.of(out.build()) : Optional.empty();
    }

    private static Optional<FaultDelay> delay(HttpFaultInjection.Delay delay) {
        return delay.fixedDelay()
                .map(fixed -> FaultDelay.newBuilder()
                        .setFixedDelay(duration(fixed))
                        .setPercentage(percent(delay.percentage()))
                        .build());
    }

    private static Optional<FaultAbort> abort(HttpFaultInjection.Abort abort) {
        FaultAbort.Builder out = FaultAbort.newBuilder().setPercentage(percent(abort.percentage()));
        abort.httpStatus().ifPresent(out::setHttpStatus);
        abort.grpcStatus().ifPresent(name -> out.setGrpcStatus(code(name)));
        boolean known = abort.httpStatus().isPresent() || abort.grpcStatus().isPresent();
        return known ? Optional.of(out.build()) : Optional.empty();
    }

    private static int code(String name) {
        return Status.Code.valueOf(name.toUpperCase(Locale.ROOT)).value();
    }
}
