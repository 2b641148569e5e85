package io.weft.bookinfo.productpage;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same content as the page's, as JSON. */
@RestController
@RequestMapping("/api/v1/products")
class ProductsApi {

    private final Backends backends;

    ProductsApi(Backends backends) {
        this.backends = backends;
    }

    @GetMapping
    List<Product> products() {
        return List.of(Product.COMEDY);
    }

    @GetMapping("/{id:\\d+}")
    ResponseEntity<Object> details(@PathVariable String id, HttpServletRequest request) {
        return backends.details(id, SignIn.user(request)).toResponse();
    }

    @GetMapping("/{id:\\d+}/reviews")
    ResponseEntity<Object> reviews(@PathVariable String id, HttpServletRequest request) {
        return backends.reviews(id, SignIn.user(request)).toResponse();
    }

    @GetMapping("/{id:\\d+}/ratings")
    ResponseEntity<Object> ratings(@PathVariable String id, HttpServletRequest request) {
        return backends.ratings(id, SignIn.user(request)).toResponse();
    }
}
