package io.weft.bookinfo.reviews;

import io.weft.bookinfo.proto.ratings.v1.RatingsGrpc;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.web.client.RestClient;

@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewsProperties.class)
class ReviewsApplication {

    public static void main(String[] args) {
        System.setProperty("spring.config.name", "bookinfo,reviews");
        SpringApplication.run(ReviewsApplication.class, args);
    }

    @Bean
    RatingsSource ratings(ReviewsProperties reviews, RestClient.Builder http, GrpcChannelFactory grpc) {
        return switch (reviews.ratingsProtocol()) {
            case HTTP -> new HttpRatings(http.baseUrl(reviews.ratingsHttp()).build());
            case GRPC ->
                new GrpcRatings(
                        RatingsGrpc.newBlockingStub(grpc.createChannel(reviews.ratingsGrpc())),
                        reviews.ratingsTimeout());
        };
    }
}
