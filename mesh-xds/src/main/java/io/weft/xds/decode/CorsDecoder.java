package io.weft.xds.decode;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.weft.model.Cors;
import io.weft.model.StringMatch;
import io.weft.proto.envoy.v3.CorsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CORS filter's part of typed_per_filter_config. */
final class CorsDecoder {

    private static final String FILTER = "envoy.filters.http.cors";
    private static final String TYPE = "type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy";

    private CorsDecoder() {}

    /** Empty if this level says nothing of it. */
    static Optional<Cors> decode(Map<String, Any> typedPerFilterConfig, Field at) {
        Any config = typedPerFilterConfig.get(FILTER);
        return config == null
                ? Optional.empty()
                : Optional.of(policy(config, at.in("typed_per_filter_config[" + FILTER + "]")));
    }

    /** grpc-xds does not carry this message, so it is read by a small one of ours with the same field numbers. */
    private static Cors policy(Any config, Field at) {
        if (!config.getTypeUrl().equals(TYPE)) {
            throw at.malformed("is not a CorsPolicy but " + config.getTypeUrl());
        }
        try {
            CorsPolicy policy = CorsPolicy.parseFrom(config.getValue());
            return new Cors(
                    origins(policy.getAllowOriginStringMatchList(), at),
                    policy.getAllowMethods(),
                    policy.getAllowHeaders(),
                    policy.getExposeHeaders(),
                    policy.getMaxAge(),
                    policy.getAllowCredentials().getValue(),
                    !policy.hasForwardNotMatchingPreflights()
                            || policy.getForwardNotMatchingPreflights().getValue());
        } catch (InvalidProtocolBufferException e) {
            throw at.malformed("is not a CorsPolicy: " + e.getMessage());
        }
    }

    private static List<StringMatch> origins(List<ByteString> matchers, Field at)
            throws InvalidProtocolBufferException {
        List<StringMatch> origins = new ArrayList<>();
        for (ByteString matcher : matchers) {
            Field field = at.in("allow_origin_string_match", origins.size());
            origins.add(Strings.decode(StringMatcher.parseFrom(matcher), field));
        }
        return origins;
    }
}
