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
    private final Duration stall;
    private final int stallEvery;
    private final AtomicLong asked = new AtomicLong();

    /**
     * @param pause how long every answer takes
     * @param stallEvery every so many answers, one takes longer by {@code stall}; 0 for none
     */
    HttpbinController(
            @Value("${httpbin.hostname}") String hostname,
            @Value("${httpbin.pause}") Duration pause,
            @Value("${httpbin.stall}") Duration stall,
            @Value("${httpbin.stall-every}") int stallEvery) {
        this.hostname = hostname;
        this.pause = pause;
        this.stall = stall;
        this.stallEvery = stallEvery;
    }

    /** Answers with the name of this process, at its usual pace. */
    @GetMapping("/hostname")
    String hostname() throws InterruptedException {
        long number = asked.incrementAndGet();
        boolean stalls = stallEvery > 0 && number % stallEvery == 0;
        Thread.sleep((stalls ? pause.plus(stall) : pause).toMillis());
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
