package io.weft.bench.report;

import java.util.Locale;

/** Where something was measured, in words, without a name. */
public final class Machine {

    private Machine() {}

    public static String words() {
        return String.format(
                Locale.ROOT,
                "Java %s, %s %s, %d shared cores",
                Runtime.version().feature(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }
}
