package io.weft.model;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How one attempt ended, in the one vocabulary that retries, ejection and telemetry read.
 *
 * @param kind what happened
 * @param httpStatus the HTTP status, if an answer came; else 0
 * @param grpcStatus the gRPC code, if the call was a gRPC call and ended with one; else -1
 * @param rateLimited whether the answer carried {@code x-envoy-ratelimited}
 * @param pushbackMillis how long the server wants the next attempt to wait, negative for no other attempt (gRPC's
 *     {@code grpc-retry-pushback-ms}, gRFC A6); empty if it said nothing
 */
public record Outcome(Kind kind, int httpStatus, int grpcStatus, boolean rateLimited, OptionalInt pushbackMillis) {

    /** What happened to an attempt. */
    public enum Kind {
        /** An answer came, good or bad: its status tells. */
        ANSWERED,
        /** No connection could be made; nothing was sent. */
        CONNECT_FAILURE,
        /** The connection broke, or the stream was reset, before an answer came. */
        RESET,
        /** The peer refused the stream unprocessed (HTTP/2 REFUSED_STREAM, GOAWAY above the last stream). */
        REFUSED_STREAM,
        /** The attempt's own timeout ended it. */
        PER_TRY_TIMEOUT,
        /** The call's timeout, or the caller's deadline, ended it. */
        TIMEOUT,
        /** The caller gave up; teaches nothing. */
        CANCELLED
    }

    /** One whose server has no wish about other attempts. */
    public Outcome(Kind kind, int httpStatus, int grpcStatus, boolean rateLimited) {
        this(kind, httpStatus, grpcStatus, rateLimited, OptionalInt.empty());
    }

    /** Whether the server wants no other attempt. */
    public boolean refusesMore() {
        return pushbackMillis.isPresent() && pushbackMillis.getAsInt() < 0;
    }

    private static final Outcome[] OF_HTTP = IntStream.range(0, 600)
            .mapToObj(status -> new Outcome(Kind.ANSWERED, status, -1, false))
            .toArray(Outcome[]::new);

    private static final Outcome[] OF_GRPC = IntStream.range(0, 17)
            .mapToObj(code -> new Outcome(Kind.ANSWERED, 200, code, false))
            .toArray(Outcome[]::new);

    public static Outcome ofHttp(int status) {
        return status >= 0 && status < OF_HTTP.length ? OF_HTTP[status] : new Outcome(Kind.ANSWERED, status, -1, false);
    }

    /** A gRPC answer; HTTP status 200 as gRPC has it. */
    public static Outcome ofGrpc(int code) {
        return code >= 0 && code < OF_GRPC.length ? OF_GRPC[code] : new Outcome(Kind.ANSWERED, 200, code, false);
    }

    /** An end without an answer. */
    public static Outcome of(Kind kind) {
        return new Outcome(kind, 0, -1, false);
    }
}
