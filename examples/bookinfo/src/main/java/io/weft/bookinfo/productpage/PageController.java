package io.weft.bookinfo.productpage;

import io.weft.bookinfo.api.Health;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PageController {

    private final Backends backends;
    private final Page page;
    private final RequestResults results;

    PageController(Backends backends, Page page, RequestResults results) {
        this.backends = backends;
        this.page = page;
        this.results = results;
    }

    @GetMapping(path = "/productpage", produces = MediaType.TEXT_HTML_VALUE)
    String productpage(HttpServletRequest request) {
        Optional<String> user = SignIn.user(request);
        return page.product(Product.COMEDY, user, backends.details("0", user), backends.reviews("0", user));
    }

    @GetMapping(
            path = {"/", "/index.html"},
            produces = MediaType.TEXT_HTML_VALUE)
    String index() {
        return page.index();
    }

    @GetMapping("/health")
    Health health() {
        return new Health("Product page is healthy");
    }

    @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
    String metrics() {
        return results.text();
    }
}
