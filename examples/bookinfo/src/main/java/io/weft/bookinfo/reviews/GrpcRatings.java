package io.weft.bookinfo.reviews;

import io.grpc.StatusRuntimeException;
import io.weft.bookinfo.proto.ratings.v1.GetRatingsRequest;
import io.weft.bookinfo.proto.ratings.v1.RatingsGrpc.RatingsBlockingStub;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ratings over gRPC. */
final class GrpcRatings implements RatingsSource {

    private static final Logger log = LoggerFactory.getLogger(GrpcRatings.class);

    private final RatingsBlockingStub ratings;
    private final Duration timeout;

    GrpcRatings(RatingsBlockingStub ratings, Duration timeout) {
        this.ratings = ratings;
        this.timeout = timeout;
    }

    @Override
    public Optional<Map<String, Integer>> of(int product) {
        var request = GetRatingsRequest.newBuilder().setProductId(product).build();
        try {
            return Optional.of(ratings.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .getRatings(request)
                    .getRatingsMap());
        } catch (StatusRuntimeException e) {
            log.warn("No ratings: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
