package io.weft.runtime.call;

import java.util.Locale;

/** Reads authorities: {@code host}, {@code host:port}, {@code [::1]:port}. */
final class Authority {

    private Authority() {}

    /** Where the host ends, and {@code :port} begins if there is one. */
    static int hostEnd(String authority) {
        int from = authority.startsWith("[") ? authority.indexOf(']') : 0;
        int colon = authority.indexOf(':', Math.max(from, 0));
        return colon < 0 ? authority.length() : colon;
    }

    /** {@code host:port} in lower case; the authority itself, unless something has to change. */
    static String withPort(String authority, int port) {
        int end = hostEnd(authority);
        if (isPort(authority, end, port) && isLowerCase(authority)) {
            return authority;
        }
        return authority.substring(0, end).toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static boolean isPort(String authority, int hostEnd, int port) {
        int value = 0;
        for (int i = hostEnd + 1; i < authority.length(); i++) {
            int digit = authority.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 65_535 || (value == 0 && i > hostEnd + 1)) {
                return false;
            }
            value = value * 10 + digit;
        }
        return value == port;
    }

    private static boolean isLowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
