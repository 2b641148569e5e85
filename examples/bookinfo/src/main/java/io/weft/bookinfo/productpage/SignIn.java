package io.weft.bookinfo.productpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who looks at the page. Any name will do, and any password: this is a demonstration of routing, not of security. */
@RestController
class SignIn {

    private static final String USER = "user";

    static Optional<String> user(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(session -> (String) session.getAttribute(USER));
    }

    @PostMapping("/login")
    ResponseEntity<Void> login(
            @RequestParam String username,
            @RequestHeader(value = HttpHeaders.REFERER, defaultValue = "/productpage") String referrer,
            HttpServletRequest request) {
        request.getSession().setAttribute(USER, username.strip());
        return redirect(referrer);
    }

    @GetMapping("/logout")
    ResponseEntity<Void> logout(
            @RequestHeader(value = HttpHeaders.REFERER, defaultValue = "/productpage") String referrer,
            HttpServletRequest request) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        return redirect(referrer);
    }

    /** Only the path of the referrer is kept: a foreign site must not be redirected to. */
    private static ResponseEntity<Void> redirect(String referrer) {
        String path = Optional.ofNullable(URI.create(referrer).getRawPath())
                .filter(found -> found.startsWith("/") && !found.startsWith("//"))
                .orElse("/productpage");
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(path))
                .build();
    }
}
