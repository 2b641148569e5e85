package io.weft.bookinfo.productpage;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How often each backend answered with which status, in Prometheus' text format. */
@Component
final class RequestResults {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void count(String service, int status) {
        counts.computeIfAbsent(
                        "{destination_app=\"%s\",response_code=\"%d\"}".formatted(service, status),
                        labels -> new LongAdder())
                .increment();
    }

    String text() {
        return counts.entrySet().stream()
                .map(entry -> "request_result_total" + entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining(
                        "",
                        "# HELP request_result_total Results of requests to backends.\n"
                                + "# TYPE request_result_total counter\n",
                        ""));
    }
}
