package io.weft.runtime.grpc;

/** Reads authorities: {@code host}, {@code host:port}, {@code [v6]:port}. */
final class Authorities {

    private Authorities() {}

    static int port(String authority, int otherwise) {
        int colon = authority.lastIndexOf(':');
        if (colon < 0 || authority.indexOf(']') > colon) {
            return otherwise;
        }
        try {
            return Integer.parseInt(authority.substring(colon + 1));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
