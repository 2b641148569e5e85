package io.weft.xds.decode;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.common.fault.v3.FaultDelay;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.http.fault.v3.FaultAbort;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.weft.model.Fault;
import java.util.Map;
import java.util.Optional;

/** The fault filter's part of typed_per_filter_config. */
final class FaultDecoder {

    private static final String FILTER = "envoy.filters.http.fault";

    private FaultDecoder() {}

    /** Empty if this level says nothing of faults, so that the next wider one decides. */
    static Optional<Fault> decode(Map<String, Any> typedPerFilterConfig, Field at) {
        Any config = typedPerFilterConfig.get(FILTER);
        if (config == null) {
            return Optional.empty();
        }
        Field field = at.in("typed_per_filter_config[" + FILTER + "]");
        try {
            return Optional.of(fault(config, field));
        } catch (InvalidProtocolBufferException e) {
            throw field.malformed("is not an HTTPFault: " + e.getMessage());
        }
    }

    private static Fault fault(Any config, Field at) throws InvalidProtocolBufferException {
        if (config.is(FilterConfig.class)) {
            FilterConfig wrapper = config.unpack(FilterConfig.class);
            return wrapper.getDisabled() ? Fault.NONE : fault(wrapper.getConfig(), at.in("config"));
        }
        HTTPFault fault = config.unpack(HTTPFault.class);
        if (fault.getHeadersCount() > 0 || fault.getDownstreamNodesCount() > 0 || fault.hasResponseRateLimit()) {
            throw at.malformed("headers, downstream_nodes and response_rate_limit are not supported");
        }
        return new Fault(
                fault.hasDelay() ? Optional.of(delay(fault.getDelay(), at.in("delay"))) : Optional.empty(),
                fault.hasAbort() ? Optional.of(abort(fault.getAbort(), at.in("abort"))) : Optional.empty());
    }

    private static Fault.Delay delay(FaultDelay delay, Field at) {
        if (!delay.hasFixedDelay()) {
            throw at.malformed("only fixed_delay is supported");
        }
        return new Fault.Delay(
                Values.duration(delay.getFixedDelay(), at.in("fixed_delay")),
                Values.perMillion(delay.getPercentage(), at.in("percentage")));
    }

    private static Fault.Abort abort(FaultAbort abort, Field at) {
        int perMillion = Values.perMillion(abort.getPercentage(), at.in("percentage"));
        return switch (abort.getErrorTypeCase()) {
            case HTTP_STATUS -> new Fault.Abort(Optional.of(abort.getHttpStatus()), Optional.empty(), perMillion);
            case GRPC_STATUS -> new Fault.Abort(Optional.empty(), Optional.of(abort.getGrpcStatus()), perMillion);
            case HEADER_ABORT -> throw at.in("header_abort").malformed("is not supported");
            case ERRORTYPE_NOT_SET -> throw at.malformed("has no status");
        };
    }
}
