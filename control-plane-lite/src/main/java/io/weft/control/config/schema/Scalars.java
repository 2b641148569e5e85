package io.weft.control.config.schema;

import io.weft.control.config.schema.Node.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means. Kubernetes reads YAML 1.1, so {@code y}, {@code no} and {@code on} are booleans; they
 * are here too, lest a file mean one thing here and another there.
 */
final class Scalars {

    private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");
    private static final Set<String> FALSE = Set.of("n", "no", "false", "off");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INTEGER = Pattern.compile("([-+]?)(0[xX]|0[bB]|0[oO]?)?([0-9a-fA-F][0-9a-fA-F_]*)");
    private static final Map<String, Integer> RADIX = Map.of("0x", 16, "0b", 2, "0o", 8, "0", 8, "", 10);
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

    /** A type and the value that belongs to it. */
    record Scalar(Type type, Object value) {}

    private Scalars() {}

    static Scalar plain(String text) {
        if (NULL.contains(text)) {
            return new Scalar(Type.NULL, "null");
        }
        if (isBoolean(text)) {
            return new Scalar(Type.BOOLEAN, TRUE.contains(text.toLowerCase(Locale.ROOT)));
        }
        char first = text.charAt(0);
        boolean numeric = first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
        return numeric && text.length() < 64 ? number(text) : string(text);
    }

    static Scalar string(String text) {
        return new Scalar(Type.STRING, text);
    }

    /** {@code yes}, {@code Yes} and {@code YES}, but not {@code yEs}. */
    private static boolean isBoolean(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            return false;
        }
        String rest = text.substring(1);
        boolean upper = text.equals(text.toUpperCase(Locale.ROOT));
        return upper || rest.equals(rest.toLowerCase(Locale.ROOT));
    }

    private static Scalar number(String text) {
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            String prefix = integer.group(2) == null ? "" : integer.group(2).toLowerCase(Locale.ROOT);
            try {
                int radix = RADIX.getOrDefault(prefix, 10);
                BigInteger value = new BigInteger(integer.group(3).replace("_", ""), radix);
                return new Scalar(Type.INTEGER, integer.group(1).equals("-") ? value.negate() : value);
            } catch (NumberFormatException e) {
                // such as 08 or 12ab: not an integer after all
            }
        }
        return NUMBER.matcher(text).matches() ? decimal(text) : string(text);
    }

    /** A number without a fraction is an integer, however it is written. */
    private static Scalar decimal(String text) {
        BigDecimal value = new BigDecimal(text.replace("_", ""));
        boolean whole = value.signum() == 0
                || value.scale() <= 0 && value.precision() - value.scale() < 64
                || value.stripTrailingZeros().scale() <= 0;
        return whole && value.precision() - value.scale() < 64
                ? new Scalar(Type.INTEGER, value.toBigInteger())
                : new Scalar(Type.NUMBER, value.doubleValue());
    }
}
