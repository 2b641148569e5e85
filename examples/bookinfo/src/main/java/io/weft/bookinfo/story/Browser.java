package io.weft.bookinfo.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Somebody who looks at the page, signed in or not. Safe for use by many threads. */
final class Browser {

    private final URI page;
    private final Map<String, String> headers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    /**
     * What came back, and how long that took.
     *
     * @param cookies the cookies that it set, as {@code name=value} with their attributes
     */
    record Loaded(int status, String body, List<String> cookies, long millis) {

        boolean shows(String text) {
            return body.contains(text);
        }

        String seen() {
            return status + " after " + millis + " ms";
        }

        /** The value of a cookie that it set; empty if it set none of that name. */
        String cookie(String name) {
            return cookies.stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .map(cookie -> cookie.substring(name.length() + 1).replaceFirst(";.*", ""))
                    .findFirst()
                    .orElse("")
                    .replace("\"", "");
        }
    }

    private Browser(URI page, Map<String, String> headers) {
        this.page = page;
        this.headers = Map.copyOf(headers);
    }

    static Browser anonymous(URI page) {
        return new Browser(page, Map.of());
    }

    /** A caller that names its user itself, where no page does it. */
    static Browser naming(URI page, String user) {
        return new Browser(page, Map.of("end-user", user));
    }

    static Browser signedIn(URI page, String user) {
        Browser browser = new Browser(page, Map.of());
        browser.send("/login", "POST", BodyPublishers.ofString("username=" + user + "&passwd=any"));
        return browser;
    }

    Loaded page() {
        return get("/productpage");
    }

    /** The page as it came quickest in three times, so that a busy machine is not mistaken for a slow service. */
    Loaded quickestPage() {
        return Stream.generate(this::page)
                .limit(3)
                .min(Comparator.comparingLong(Loaded::millis))
                .orElseThrow();
    }

    Loaded get(String path) {
        return send(path, "GET", BodyPublishers.noBody());
    }

    private Loaded send(String path, String method, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/x-www-form-urlencoded")
                .method(method, body);
        headers.forEach(request::header);
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Loaded(
                    response.statusCode(),
                    response.body(),
                    response.headers().allValues("set-cookie"),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
