package io.weft.bookinfo.productpage;

import io.weft.bookinfo.api.Problem;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/**
 * What a backend answered.
 *
 * @param status its HTTP status, or 500 if it gave none
 * @param body empty unless the status is 200
 * @param problem what to tell people otherwise
 */
record Answer<T>(int status, Optional<T> body, Problem problem) {

    static <T> Answer<T> failed(int status, String what) {
        return new Answer<>(
                status,
                Optional.empty(),
                new Problem("Sorry, product " + what + " are currently unavailable for this book."));
    }

    static <T> Answer<T> of(T body) {
        return new Answer<>(200, Optional.of(body), new Problem(""));
    }

    ResponseEntity<Object> toResponse() {
        return ResponseEntity.status(status)
                .body(body.<Object>map(found -> found).orElse(problem));
    }
}
