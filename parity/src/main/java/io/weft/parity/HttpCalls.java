package io.weft.parity;

import io.weft.model.CallRecord;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes recorded HTTP calls with a meshed client and says what came of them. */
final class HttpCalls {

    /** The port of every recorded service. */
    static final int SERVICE_PORT = 9080;

    /** Not compared: the connection's own, and our explanation of an error. */
    private static final Set<String> UNCOMPARED = Set.of(
            "date", "server", "content-length", "connection", "keep-alive", "transfer-encoding", "x-mesh-details");

    /**
     * What came of a call.
     *
     * @param status 0 if the host was not found outside of the mesh either
     * @param headers of the answer, without those of the connection
     * @param attempts as they reached endpoints
     * @param ours what the runtime says; empty if it let the call pass through
     */
    record Result(int status, List<String> headers, String body, List<Echo.Seen> attempts, Optional<CallRecord> ours) {}

    private final HttpSender sender;
    private final Echo echo;
    private final CallRecords records;

    HttpCalls(HttpSender sender, Echo echo, CallRecords records) {
        this.sender = sender;
        this.echo = echo;
        this.records = records;
    }

    Result call(JsonNode request) {
        String id = UUID.randomUUID().toString();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.path("headers")
                .forEach(pair -> headers.add(
                        Map.entry(pair.get(0).asString(), pair.get(1).asString())));
        headers.add(Map.entry("x-request-id", id));
        try {
            HttpSender.Answer answer = sender.send(
                    request.path("method").asString(),
                    request.path("host").asString(),
                    request.path("path").asString(),
                    headers);
            Optional<CallRecord> ours = records.take(id);
            return new Result(
                    answer.status(),
                    seen(answer.headers(), UNCOMPARED),
                    answer.body(),
                    withoutMirrors(echo.take(id), ours),
                    ours);
        } catch (UnknownHostException e) {
            return new Result(0, List.of(), "", echo.take(id), records.take(id));
        } catch (IOException e) {
            return new Result(-1, List.of(), e.toString(), echo.take(id), records.take(id));
        }
    }

    /** What reached the endpoints that the call itself tried: a mirror's copy may have come before. */
    private static List<Echo.Seen> withoutMirrors(List<Echo.Seen> all, Optional<CallRecord> ours) {
        Set<String> tried = ours.stream()
                .flatMap(call -> call.attempts().stream())
                .map(attempt -> attempt.endpoint().address().host())
                .collect(Collectors.toSet());
        return ours.isEmpty()
                ? all
                : all.stream().filter(seen -> tried.contains(seen.address())).toList();
    }

    /** Headers in order of their names, without those that are not compared. */
    static List<String> seen(List<Map.Entry<String, String>> headers, Set<String> ignored) {
        return headers.stream()
                .filter(header -> !ignored.contains(header.getKey()))
                .map(header -> header.getKey() + ": " + header.getValue())
                .sorted()
                .toList();
    }
}
