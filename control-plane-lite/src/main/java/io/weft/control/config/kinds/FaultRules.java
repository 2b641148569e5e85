package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.GoDuration;
import io.weft.control.config.schema.Nearest;
import io.weft.control.config.schema.Node;
import java.time.Duration;
import java.util.Set;

/** Faults, retries and cross-origin rules of a route. */
final class FaultRules {

    private static final Set<String> GRPC = Set.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "UNAUTHENTICATED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*");
    private static final Set<String> RETRY_ON = Set.of(
            "5xx",
            "gateway-error",
            "reset",
            "reset-before-request",
            "connect-failure",
            "retriable-4xx",
            "refused-stream",
            "retriable-status-codes",
            "retriable-headers",
            "envoy-ratelimited",
            "http3-post-connect-failure",
            "cancelled",
            "deadline-exceeded",
            "internal",
            "resource-exhausted",
            "unavailable");

    private FaultRules() {}

    static void fault(Node fault, Findings findings) {
        if (fault.get("delay").isEmpty() && fault.get("abort").isEmpty()) {
            findings.error(fault, "a fault needs a `delay`, an `abort` or both");
        }
    }

    static void abort(Node abort, Findings findings) {
        percentage(abort, findings);
        abort.get("http2Error")
                .ifPresent(error -> findings.errorAtKey(error, "HTTP/2 errors cannot be injected; use `httpStatus`"));
        abort.get("httpStatus").ifPresent(status -> HttpRouteRules.status(status, findings));
        abort.get("grpcStatus")
                .filter(status -> !GRPC.contains(status.text()))
                .ifPresent(status -> findings.error(
                        status,
                        "`" + status.text() + "` is not a gRPC status such as UNAVAILABLE"
                                + Nearest.hint(status.text(), GRPC)));
        if (!abort.has("httpStatus") && !abort.has("grpcStatus") && !abort.has("http2Error")) {
            findings.warning(Codes.NO_EFFECT, abort, "no status is given, so nothing is aborted");
        } else if (abort.get("percentage").isEmpty()) {
            never(abort, findings);
        }
    }

    static void delay(Node delay, Findings findings) {
        percentage(delay, findings);
        delay.get("exponentialDelay")
                .ifPresent(given ->
                        findings.errorAtKey(given, "Istio does not support `exponentialDelay`; use `fixedDelay`"));
        if (delay.get("percentage").isEmpty() && delay.number("percent") == 0) {
            never(delay, findings);
        }
    }

    /** The trap of Istio's default. */
    private static void never(Node fault, Findings findings) {
        findings.warning(Codes.NO_EFFECT, fault, "no `percentage` is given, which means 0: it never happens");
    }

    private static void percentage(Node fault, Findings findings) {
        fault.get("percentage").flatMap(percent -> percent.get("value")).ifPresent(value -> {
            double percent = value.number();
            if (percent < 0 || percent > 100 || percent > 0 && percent < 0.0001) {
                findings.error(value, "must be 0 or between 0.0001 and 100, not " + value.text());
            }
        });
    }

    static void retry(Node retry, Findings findings) {
        double attempts = retry.number("attempts");
        if (attempts < 0) {
            findings.error(retry.get("attempts").orElse(retry), "must not be negative");
        }
        boolean configured = retry.get("perTryTimeout").isPresent()
                || retry.text("retryOn").isPresent()
                || retry.get("retryRemoteLocalities").isPresent();
        if (attempts == 0 && configured) {
            findings.error(
                    retry, "`attempts` is 0, which means no retries, but retries are configured; set `attempts`");
        }
        retry.get("retryOn").filter(on -> !on.text().isEmpty()).ifPresent(on -> {
            for (String word : on.text().split(",", -1)) {
                if (!RETRY_ON.contains(word) && !isStatus(word)) {
                    String remedy = word.strip().equals(word)
                            ? Nearest.hint(word, RETRY_ON)
                            : "; no spaces are allowed between the commas";
                    findings.error(on, "`" + word + "` is not a reason to retry" + remedy);
                }
            }
        });
    }

    /** The status codes that have a name in HTTP. */
    private static boolean isStatus(String word) {
        if (!word.matches("[-+]?0*[0-9]{3}")) {
            return false;
        }
        int code = Integer.parseInt(word);
        return between(code, 100, 103)
                || between(code, 200, 208)
                || code == 226
                || between(code, 300, 305)
                || code == 307
                || code == 308
                || between(code, 400, 418)
                || between(code, 421, 426)
                || code == 428
                || code == 429
                || code == 431
                || code == 451
                || between(code, 500, 508)
                || code == 510
                || code == 511;
    }

    private static boolean between(int value, int least, int most) {
        return value >= least && value <= most;
    }

    static void cors(Node cors, Findings findings) {
        cors.items("allowOrigins").forEach(origin -> {
            boolean empty = origin.fields().values().stream()
                    .allMatch(value -> value.text().isEmpty());
            if (empty) {
                findings.error(origin, "an origin must not be empty");
            }
            Regexes.requireIfRegex(origin, findings);
        });
        cors.items("allowMethods").stream()
                .filter(method -> !METHODS.contains(method.text()))
                .forEach(method -> findings.error(
                        method,
                        "`" + method.text() + "` is not a method of HTTP" + Nearest.hint(method.text(), METHODS)));
        for (String field : new String[] {"allowHeaders", "exposeHeaders"}) {
            cors.items(field).stream()
                    .filter(name -> !HeaderRules.isToken(name.text()))
                    .forEach(name -> findings.error(name, "`" + name.text() + "` is not a header's name"));
        }
        cors.get("maxAge")
                .filter(age ->
                        GoDuration.parse(age.text()).map(Duration::getNano).orElse(0) != 0)
                .ifPresent(age -> findings.error(age, "must be in whole seconds, not " + age.text()));
    }
}
