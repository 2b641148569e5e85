package io.weft.bookinfo.ratings;

import io.weft.bookinfo.api.Health;
import io.weft.bookinfo.api.Problem;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

@RestController
class RatingsController {

    private final RatingsBook book;
    private final Trouble trouble;

    RatingsController(RatingsBook book, Trouble trouble) {
        this.book = book;
        this.trouble = trouble;
    }

    @GetMapping("/ratings/{product}")
    ResponseEntity<Object> ratings(@PathVariable int product) throws InterruptedException {
        switch (trouble.next()) {
            case REFUSE -> {
                return answer(HttpStatus.SERVICE_UNAVAILABLE, new Problem("Service unavailable"));
            }
            case WAIT -> Thread.sleep(Trouble.WAIT_MILLIS);
            case ANSWER -> {}
        }
        return ResponseEntity.ok(book.of(product));
    }

    @PostMapping("/ratings/{product}")
    ResponseEntity<Object> rate(@PathVariable int product, @RequestBody Map<String, Integer> stars) {
        return ResponseEntity.ok(book.put(product, stars));
    }

    @GetMapping("/health")
    ResponseEntity<Object> health() {
        return trouble.healthy()
                ? ResponseEntity.ok(new Health("Ratings is healthy"))
                : answer(HttpStatus.INTERNAL_SERVER_ERROR, new Health("Ratings is not healthy"));
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Object> notNumeric() {
        return answer(HttpStatus.BAD_REQUEST, new Problem("please provide numeric product ID"));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Object> notRatings() {
        return answer(HttpStatus.BAD_REQUEST, new Problem("please provide valid ratings JSON"));
    }

    private static ResponseEntity<Object> answer(HttpStatus status, Object body) {
        return ResponseEntity.status(status).body(body);
    }
}
