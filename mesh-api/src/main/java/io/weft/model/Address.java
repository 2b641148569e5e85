package io.weft.model;

/** Where a connection goes. */
public record Address(String host, int port) {

    /**
     * Reads {@code host:port}, an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean brackets = text.startsWith("[");
        if (colon <= 0 || (brackets && text.charAt(colon - 1) != ']')) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String host = brackets ? text.substring(1, colon - 1) : text.substring(0, colon);
        try {
            return new Address(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port", e);
        }
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
