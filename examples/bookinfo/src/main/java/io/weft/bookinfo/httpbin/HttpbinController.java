package io.weft.bookinfo.httpbin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HttpbinController {

    private final String hostname;
    private final Duration pause;
    private final AtomicLong asked = new AtomicLong();

    HttpbinController(@Value("${httpbin.hostname}") String hostname, @Value("${httpbin.pause}") Duration pause) {
        this.hostname = hostname;
        this.pause = pause;
    }

    /** Answers with the name of this process, at its usual pace. */
    @GetMapping("/hostname")
    String hostname() throws InterruptedException {
        asked.incrementAndGet();
        Thread.sleep(pause.toMillis());
        return hostname;
    }

    @GetMapping("/delay/{seconds}")
    String delay(@PathVariable int seconds) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        return hostname;
    }

    /** How often the name was asked for. */
    @GetMapping("/asked")
    long asked() {
        return asked.get();
    }
}
