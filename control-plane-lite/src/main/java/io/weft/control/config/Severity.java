package io.weft.control.config;

import java.util.Locale;

/** How much a problem matters. */
public enum Severity {
    /** The object is refused, or a reference of it leads nowhere. */
    ERROR,
    /** The object is in force, but not all of it does what its author may expect. */
    WARNING,
    /** Worth knowing once. */
    INFO;

    /** In lower case, as problems are printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
