package io.weft.runtime.call;

import org.jspecify.annotations.Nullable;

/** The cookies of a request. */
final class CookieLines {

    private CookieLines() {}

    /** The first of that name, without the quotes it may have; null if there is none, or nothing in it. */
    static @Nullable String value(CallHead head, String name) {
        if (head.header("cookie") == null) {
            return null;
        }
        String[] found = new String[1];
        head.forEachHeader((header, line) -> {
            if (found[0] == null && header.equals("cookie")) {
                found[0] = value(line, name);
            }
        });
        return found[0];
    }

    private static @Nullable String value(String line, String name) {
        int start = 0;
        while (start < line.length()) {
            int semicolon = line.indexOf(';', start);
            int end = semicolon < 0 ? line.length() : semicolon;
            String pair = line.substring(start, end).strip();
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                String value = unquoted(pair.substring(name.length() + 1));
                return value.isEmpty() ? null : value;
            }
            start = end + 1;
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
