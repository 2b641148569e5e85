package io.weft.bookinfo.echo;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Calls any address over HTTP: once, as curl does, or often, as fortio does. */
@RestController
class FetchController {

    private final RestClient http;

    FetchController(RestClient.Builder http) {
        this.http = http.build();
    }

    /** @param header headers of the call, as {@code name:value} */
    @GetMapping("/fetch")
    ResponseEntity<String> fetch(@RequestParam URI url, @RequestParam(defaultValue = "") List<String> header) {
        return http.get()
                .uri(url)
                .headers(headers -> header.forEach(line -> add(headers, line)))
                .exchangeForRequiredValue((request, response) -> {
                    String body = response.bodyTo(String.class);
                    ResponseEntity.BodyBuilder answer = ResponseEntity.status(response.getStatusCode());
                    response.getHeaders()
                            .getOrEmpty(HttpHeaders.SET_COOKIE)
                            .forEach(cookie -> answer.header(HttpHeaders.SET_COOKIE, cookie));
                    return answer.body(body == null ? "" : body);
                });
    }

    /**
     * How often each answer came: its body, the status where that is not 200, or "failed" where none came.
     *
     * @param pause how many milliseconds a caller waits after each call, on average; twice as long at most
     * @param slow answers that take longer than so many milliseconds count as "slow", whatever they are; 0 for none
     */
    @GetMapping("/load")
    Map<String, Integer> load(
            @RequestParam URI url,
            @RequestParam int callers,
            @RequestParam int calls,
            @RequestParam(defaultValue = "0") int pause,
            @RequestParam(defaultValue = "0") int slow) {
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        Runnable call = () -> {
            long start = System.nanoTime();
            String answer = answer(url);
            boolean late = slow > 0 && System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(slow);
            answers.merge(late ? "slow" : answer, 1, Integer::sum);
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(2 * pause + 1)));
        };
        try {
            Stream.generate(() -> CompletableFuture.runAsync(call, threads))
                    .limit(calls)
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        return answers;
    }

    private String answer(URI url) {
        try {
            ResponseEntity<String> answer = fetch(url, List.of());
            String body = answer.getBody();
            int status = answer.getStatusCode().value();
            return status == 200 && body != null ? body : Integer.toString(status);
        } catch (RestClientException e) {
            return "failed";
        }
    }

    private static void add(HttpHeaders headers, String line) {
        String[] parts = line.split(":", 2);
        headers.add(parts[0], parts[1]);
    }
}
