package io.weft.runtime.call;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Normalises a request's path as Istio has Envoy do by default, before rules look at it: {@code .} and {@code ..}
 * segments are resolved, a backslash is a slash, letters, digits and {@code -._~} are unescaped, and what does not
 * belong in a path is escaped. Double slashes and other escapes stay. The query is not touched, and a fragment, which
 * is no server's affair, is cut off.
 */
final class NormalPath {

    private static final String ESCAPED = " \"#<>`{}";

    private final String path;
    private final int end;
    private final StringBuilder out;

    private NormalPath(String path, int end) {
        this.path = path;
        this.end = end;
        this.out = new StringBuilder(path.length());
    }

    /**
     * The path to decide on and to send, its query included; null if it holds a byte that no path may ({@code %00}).
     */
    static @Nullable String of(String path) {
        int fragment = path.indexOf('#');
        return fragment < 0 ? withoutFragment(path) : withoutFragment(path.substring(0, fragment));
    }

    private static @Nullable String withoutFragment(String path) {
        int question = path.indexOf('?');
        int end = question < 0 ? path.length() : question;
        if (isNormal(path, end)) {
            return path;
        }
        return new NormalPath(path, end).normalise();
    }

    private static boolean isNormal(String path, int end) {
        char previous = 0;
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (c == '%' || c == '\\' || (c == '.' && previous == '/') || isEscaped(c)) {
                return false;
            }
            previous = c;
        }
        return true;
    }

    private static boolean isEscaped(char c) {
        return c <= ' ' || c >= 0x7f || (!isUnreserved(c) && c != '/' && ESCAPED.indexOf(c) >= 0);
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private @Nullable String normalise() {
        int i = 0;
        while (i < end) {
            int dot = dotAt(i);
            if (dot > 0) {
                i = dot(i + dot);
            } else if (path.charAt(i) == '%') {
                int value = escapeAt(i);
                if (value == 0) {
                    return null;
                }
                i = percent(i, value);
            } else {
                i = plain(i);
            }
        }
        return out.append(path, end, path.length()).toString();
    }

    /** After a dot at the beginning of a segment: is the segment {@code .} or {@code ..}, or just a name? */
    private int dot(int after) {
        boolean begins = out.length() > 0 && out.charAt(out.length() - 1) == '/';
        int second = dotAt(after);
        if (begins && (after == end || isSlash(after))) {
            return Math.min(after + 1, end);
        }
        if (begins && second > 0 && (after + second == end || isSlash(after + second))) {
            backUp();
            return Math.min(after + second + 1, end);
        }
        out.append('.');
        return after;
    }

    /** Takes the last segment away; the root has none. */
    private void backUp() {
        int slash = out.length() - 1;
        if (slash > 0) {
            out.setLength(out.lastIndexOf("/", slash - 1) + 1);
        }
    }

    private int percent(int at, int value) {
        if (value > 0 && isUnreserved(value)) {
            out.append((char) value);
            return at + 3;
        }
        // Escapes that stay keep their letters' case, and a lone % is left alone.
        int length = value > 0 ? 3 : 1;
        out.append(path, at, at + length);
        return at + length;
    }

    private int plain(int at) {
        int c = path.codePointAt(at);
        int length = Character.charCount(c);
        if (c == '\\') {
            out.append('/');
        } else if (c > 0xffff || isEscaped((char) c)) {
            for (byte b : path.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) {
                out.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        } else {
            out.append((char) c);
        }
        return at + length;
    }

    private boolean isSlash(int at) {
        return path.charAt(at) == '/' || path.charAt(at) == '\\';
    }

    /** The length of a dot at this place, plain or escaped; 0 if there is none. */
    private int dotAt(int at) {
        if (at < end && path.charAt(at) == '.') {
            return 1;
        }
        return at < end && path.charAt(at) == '%' && escapeAt(at) == '.' ? 3 : 0;
    }

    /** The byte that an escape stands for; -1 if it is none. */
    private int escapeAt(int at) {
        if (at + 2 >= end) {
            return -1;
        }
        int high = Character.digit(path.charAt(at + 1), 16);
        int low = Character.digit(path.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
