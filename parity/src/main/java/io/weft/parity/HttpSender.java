package io.weft.parity;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Makes an HTTP call with some client of the mesh; it adds no headers of its own. */
interface HttpSender {

    /** What came back; names of headers in lower case. */
    record Answer(int status, List<Map.Entry<String, String>> headers, String body) {}

    /**
     * @param host as the caller writes it, with or without a port; the call is aimed at {@link HttpCalls#SERVICE_PORT}
     * @throws java.net.UnknownHostException if nobody knows the host, neither the mesh nor DNS
     */
    Answer send(String method, String host, String path, List<Map.Entry<String, String>> headers) throws IOException;

    /** The host without its port. */
    static String name(String host) {
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
