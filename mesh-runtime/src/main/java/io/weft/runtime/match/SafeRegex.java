package io.weft.runtime.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Compiles RE2 expressions, which match in linear time, within bounds of size. */
public final class SafeRegex {

    /** In characters. */
    public static final int MAX_LENGTH = 4096;

    /** In instructions of the compiled program; what Istio allows Envoy. */
    public static final int MAX_PROGRAM = 32_768;

    private SafeRegex() {}

    /** @throws IllegalArgumentException if the expression is wrong or too big */
    public static Pattern compile(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("regex of " + regex.length() + " characters, at most " + MAX_LENGTH
                    + " are allowed: " + regex.substring(0, 40) + "…");
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.programSize() > MAX_PROGRAM) {
                throw new IllegalArgumentException("regex compiles to " + pattern.programSize()
                        + " instructions, at most " + MAX_PROGRAM + " are allowed: " + regex);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("regex " + regex + ": " + e.getDescription(), e);
        }
    }
}
