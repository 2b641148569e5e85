package io.weft.bookinfo.reviews;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this process behaves.
 *
 * @param podname the name it answers with
 * @param clustername where it says to run
 * @param ratings whether it asks for stars at all
 * @param starColor the colour it shows stars in
 * @param ratingsTimeout how long it waits for them
 * @param ratingsProtocol how it asks for them
 * @param ratingsHttp base URL of ratings
 * @param ratingsGrpc gRPC target of ratings
 */
@ConfigurationProperties("reviews")
record ReviewsProperties(
        String podname,
        String clustername,
        boolean ratings,
        String starColor,
        Duration ratingsTimeout,
        Protocol ratingsProtocol,
        String ratingsHttp,
        String ratingsGrpc) {

    enum Protocol {
        HTTP,
        GRPC
    }
}
