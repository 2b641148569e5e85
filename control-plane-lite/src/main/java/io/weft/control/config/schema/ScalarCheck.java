package io.weft.control.config.schema;

import io.weft.control.config.schema.Node.Type;
import io.weft.control.config.schema.ValueType.Limits;
import io.weft.control.config.schema.ValueType.Scalar;
import io.weft.control.config.schema.ValueType.Word;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Compares a single value with its declaration. */
final class ScalarCheck {

    private static final Limits INT32 = new Limits(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Limits UINT32 = new Limits(0, 4294967295.0);
    private static final Limits UINT64 = new Limits(0, 18446744073709551615.0);

    private ScalarCheck() {}

    static void check(Node node, Scalar scalar, Findings findings) {
        switch (scalar.word()) {
            case STRING -> string(node, scalar.limits(), findings);
            case BOOL -> expect(node, Type.BOOLEAN, findings);
            case INT32 -> integer(node, INT32, scalar.limits(), findings);
            case UINT32 -> integer(node, UINT32, scalar.limits(), findings);
            case UINT64 -> integer(node, UINT64, scalar.limits(), findings);
            case DOUBLE -> number(node, scalar.limits(), findings);
            case DURATION, DURATION_FINE, DURATION_ANY -> duration(node, scalar.word(), findings);
            case BYTES -> bytes(node, findings);
            case INT_OR_STRING -> {
                if (!node.is(Type.INTEGER)) {
                    string(node, scalar.limits(), findings);
                }
            }
        }
    }

    static void choice(Node node, List<String> words, Findings findings) {
        if (expect(node, Type.STRING, findings) && !words.contains(node.text())) {
            String hint = Nearest.hint(node.text(), words);
            findings.error(node, "`" + node.text() + "` is not one of " + String.join(", ", words) + hint);
        }
    }

    /** Whether it is of that type; if not, says so. */
    static boolean expect(Node node, Type wanted, Findings findings) {
        if (node.is(wanted)) {
            return true;
        }
        String remedy = "";
        if (wanted == Type.STRING && node.is(Type.BOOLEAN)) {
            remedy = "; write it in quotes (yes, no, on, off, y and n are booleans in YAML)";
        } else if (wanted == Type.STRING && (node.is(Type.INTEGER) || node.is(Type.NUMBER))) {
            remedy = "; write it in quotes: \"" + node.text() + "\"";
        } else if (node.is(Type.STRING) && isPlainly(wanted, node.text())) {
            remedy = "; write it without quotes: " + node.text();
        } else if (node.is(Type.NULL)) {
            remedy = "; give it a value or leave the field out";
        }
        findings.error(
                node, "must be " + wanted.words() + ", not " + node.type().words() + remedy);
        return false;
    }

    private static boolean isPlainly(Type wanted, String text) {
        return Scalars.plain(text).type() == wanted;
    }

    private static void string(Node node, Limits limits, Findings findings) {
        if (expect(node, Type.STRING, findings) && !limits.allow(node.text().length())) {
            boolean empty = node.text().isEmpty();
            findings.error(node, empty ? "must not be empty" : "must have " + limits.words() + " characters");
        }
    }

    private static void integer(Node node, Limits range, Limits limits, Findings findings) {
        if (node.is(Type.NUMBER)) {
            findings.error(node, "must be a whole number, not " + node.text());
        } else if (expect(node, Type.INTEGER, findings)) {
            limit(node, range, findings);
            if (range.allow(node.number())) {
                limit(node, limits, findings);
            }
        }
    }

    private static void number(Node node, Limits limits, Findings findings) {
        if (node.is(Type.INTEGER) || expect(node, Type.NUMBER, findings)) {
            limit(node, limits, findings);
        }
    }

    private static void limit(Node node, Limits limits, Findings findings) {
        if (!limits.allow(node.number())) {
            findings.error(node, "must be " + limits.words() + ", not " + node.text());
        }
    }

    private static void duration(Node node, Word word, Findings findings) {
        if (!node.is(Type.STRING)) {
            boolean number = node.is(Type.INTEGER) || node.is(Type.NUMBER);
            String remedy = number ? "; did you mean `" + node.text() + "s`?" : "";
            findings.error(
                    node,
                    "must be a duration such as 5s, 500ms or 1h30m, not "
                            + node.type().words() + remedy);
            return;
        }
        Optional<Duration> duration = GoDuration.parse(node.text());
        if (duration.isEmpty()) {
            findings.error(node, "`" + node.text() + "` is not a duration; write it like 5s, 500ms or 1h30m");
        } else if (word != Word.DURATION_ANY && duration.get().compareTo(Duration.ofMillis(1)) < 0) {
            findings.error(node, "must be at least 1ms, not " + node.text());
        } else if (word == Word.DURATION && duration.get().toNanosPart() % 1_000_000 != 0) {
            findings.error(node, "must be in whole milliseconds, not " + node.text());
        }
    }

    private static void bytes(Node node, Findings findings) {
        if (expect(node, Type.STRING, findings)) {
            try {
                byte[] bytes = Base64.getDecoder().decode(node.text());
                if (node.text().length() != 4 * ((bytes.length + 2) / 3)) {
                    findings.error(node, "is base64 without its padding, `=` to a length divisible by four");
                }
            } catch (IllegalArgumentException e) {
                findings.error(node, "is not base64");
            }
        }
    }
}
