package io.weft.bookinfo.ratings;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.bookinfo.proto.ratings.v1.GetRatingsRequest;
import io.weft.bookinfo.proto.ratings.v1.GetRatingsResponse;
import io.weft.bookinfo.proto.ratings.v1.RatingsGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** The same ratings, with the same troubles, over gRPC. */
@Service
class RatingsService extends RatingsGrpc.RatingsImplBase {

    private final RatingsBook book;
    private final Trouble trouble;

    RatingsService(RatingsBook book, Trouble trouble) {
        this.book = book;
        this.trouble = trouble;
    }

    @Override
    public void getRatings(GetRatingsRequest request, StreamObserver<GetRatingsResponse> answer) {
        switch (trouble.next()) {
            case REFUSE ->
                answer.onError(Status.UNAVAILABLE
                        .withDescription("Service unavailable")
                        .asRuntimeException());
            case WAIT -> later().execute(() -> answer(request, answer));
            case ANSWER -> answer(request, answer);
        }
    }

    private void answer(GetRatingsRequest request, StreamObserver<GetRatingsResponse> answer) {
        answer.onNext(GetRatingsResponse.newBuilder()
                .setProductId(request.getProductId())
                .putAllRatings(book.of(request.getProductId()).ratings())
                .build());
        answer.onCompleted();
    }

    private static Executor later() {
        return CompletableFuture.delayedExecutor(Trouble.WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
