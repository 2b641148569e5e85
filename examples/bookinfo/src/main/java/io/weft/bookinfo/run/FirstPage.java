package io.weft.bookinfo.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The page as its first visitor sees it: slow, and perhaps not complete yet. */
final class FirstPage {

    /** After that, what is missing is missing because of a rule that lies in the config folder. */
    private static final long PATIENCE_SECONDS = 10;

    private FirstPage() {}

    /** Loads the page until nothing is missing. */
    static void await(URI page) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20)).build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isComplete(http, request) && System.nanoTime() < deadline) {
            Pause.millis(100);
        }
    }

    private static boolean isComplete(HttpClient http, HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && !response.body().contains("class=\"error\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
