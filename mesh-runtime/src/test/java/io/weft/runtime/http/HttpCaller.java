package io.weft.runtime.http;

import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.MeshClientBed.Status;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP client of a mesh, as the contracts of HTTP clients use it. */
public interface HttpCaller extends AutoCloseable {

    /** The head of an answer, whose body is still to be read. Closing gives up what is left of it. */
    interface Answer extends AutoCloseable {

        /** The next so many bytes. */
        String read(int bytes) throws IOException;

        /** All that is left. */
        String rest() throws IOException;

        @Override
        void close();
    }

    /** Calls without a body, and reads the answer to its end. */
    Reply call(String method, String url, Map<String, String> headers) throws IOException;

    /** Posts a body that can be sent again. */
    Reply post(String url, String body) throws IOException;

    /** Posts a body that can be read only once. */
    Reply postOnce(String url, String body) throws IOException;

    Answer open(String url) throws IOException;

    /** Gets on the side; what comes back cancels the call. */
    Runnable start(String url);

    @Override
    void close();

    default Reply get(String url) throws IOException {
        return call("GET", url, Map.of());
    }

    /** The status line is noted as {@code :status}, the names of headers in lower case. */
    static Reply reply(int code, Iterable<Map.Entry<String, String>> headers, String body) {
        Map<String, String> lines = new TreeMap<>();
        headers.forEach(header -> lines.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        lines.put(":status", "" + code);
        return new Reply(status(code), body, lines);
    }

    private static Status status(int code) {
        return switch (code) {
            case 200 -> Status.OK;
            case 429 -> Status.LIMITED;
            case 503 -> Status.UNAVAILABLE;
            case 504 -> Status.TIMEOUT;
            default -> Status.OTHER;
        };
    }
}
