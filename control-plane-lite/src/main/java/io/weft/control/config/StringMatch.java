package io.weft.control.config;

/**
 * A condition on a string.
 *
 * @param value empty for {@link Type#PRESENT}
 */
public record StringMatch(Type type, String value) {

    /** How the value is compared. */
    public enum Type {
        /** The whole string. */
        EXACT,
        /** Its beginning. */
        PREFIX,
        /** RE2 syntax, the whole string. */
        REGEX,
        /** Written {@code {}}: anything, as long as there is something. */
        PRESENT
    }
}
