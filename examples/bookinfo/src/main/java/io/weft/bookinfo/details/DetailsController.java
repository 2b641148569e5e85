package io.weft.bookinfo.details;

import io.weft.bookinfo.api.Details;
import io.weft.bookinfo.api.Health;
import io.weft.bookinfo.api.Problem;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DetailsController {

    @GetMapping("/details/{id}")
    ResponseEntity<Object> details(@PathVariable String id) {
        if (!id.matches("-?\\d{1,9}")) {
            return ResponseEntity.badRequest().body(new Problem("please provide numeric product id"));
        }
        return ResponseEntity.ok(new Details(
                Integer.parseInt(id),
                "William Shakespeare",
                1595,
                "paperback",
                200,
                "PublisherA",
                "English",
                "1234567890",
                "123-1234567890"));
    }

    @GetMapping("/health")
    Health health() {
        return new Health("Details is healthy");
    }
}
