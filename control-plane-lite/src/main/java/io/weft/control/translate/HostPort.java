package io.weft.control.translate;

import java.util.Locale;
import java.util.Optional;

/** A host as a caller writes it, in lower case, and a port. */
record HostPort(String host, int port) {

    private static final int MAX_PORT = 65535;

    /** Reads {@code host:port}; a trailing dot of the host means nothing. */
    static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return port(text.substring(colon + 1)).map(port -> new HostPort(bare, port));
    }

    static Optional<Integer> port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MAX_PORT ? Optional.of(port) : Optional.empty();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
