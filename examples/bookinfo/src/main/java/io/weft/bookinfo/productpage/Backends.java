package io.weft.bookinfo.productpage;

import io.weft.bookinfo.api.Details;
import io.weft.bookinfo.api.Ratings;
import io.weft.bookinfo.api.Reviews;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The services behind the page. */
@Component
final class Backends {

    /** Base URLs. */
    @ConfigurationProperties("productpage")
    record Locations(String details, String reviews, String ratings) {}

    private static final Logger log = LoggerFactory.getLogger(Backends.class);

    private final RestClient http;
    private final Locations locations;
    private final RequestResults results;

    Backends(RestClient.Builder http, Locations locations, RequestResults results) {
        this.http = http.build();
        this.locations = locations;
        this.results = results;
    }

    Answer<Details> details(String product, Optional<String> user) {
        return call("details", locations.details() + product, user, Details.class);
    }

    /** Asks twice, each time for three seconds: longer than anybody who calls this service will wait. A bug to find. */
    Answer<Reviews> reviews(String product, Optional<String> user) {
        Answer<Reviews> first = call("reviews", locations.reviews() + product, user, Reviews.class);
        return first.body().isPresent() ? first : call("reviews", locations.reviews() + product, user, Reviews.class);
    }

    Answer<Ratings> ratings(String product, Optional<String> user) {
        return call("ratings", locations.ratings() + product, user, Ratings.class);
    }

    private <T> Answer<T> call(String service, String url, Optional<String> user, Class<T> type) {
        Answer<T> answer = exchange(service, url, user, type);
        results.count(service, answer.status());
        return answer;
    }

    private <T> Answer<T> exchange(String service, String url, Optional<String> user, Class<T> type) {
        try {
            return http.get()
                    .uri(url)
                    .headers(headers -> user.ifPresent(name -> headers.set("end-user", name)))
                    .exchangeForRequiredValue((request, response) -> {
                        int status = response.getStatusCode().value();
                        Optional<T> body =
                                status == 200 ? Optional.ofNullable(response.bodyTo(type)) : Optional.empty();
                        return body.map(Answer::of).orElseGet(() -> Answer.failed(status, service));
                    });
        } catch (RestClientException e) {
            log.warn("No {}: {}", service, e.getMessage());
            return Answer.failed(500, service);
        }
    }
}
