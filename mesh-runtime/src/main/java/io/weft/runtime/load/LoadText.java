package io.weft.runtime.load;

import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadReport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A load report on the wire: a {@code GET} of the path answers with the header and no body, and so does the gRPC method
 * {@code weft.load.v1.Load/Get}. Further words may come behind those of today.
 */
public final class LoadText {

    /** Where a meshed HTTP server tells its load. */
    public static final String PATH = "/.well-known/weft/load";

    /** {@code inFlight=3 latencyNanos=12000000}. */
    public static final String HEADER = "weft-load";

    private static final Pattern REPORT = Pattern.compile("inFlight=(\\d{1,9}) latencyNanos=(\\d{1,18})(?: .*)?");

    private LoadText() {}

    /** The value of {@link #HEADER}. */
    public static String of(LoadReport report) {
        return "inFlight=" + report.inFlight() + " latencyNanos=" + report.latencyNanos();
    }

    /** {@link LoadAnswer.Missing#NOT_UNDERSTOOD} if it is no report. */
    public static LoadAnswer parse(String text) {
        Matcher matcher = REPORT.matcher(text);
        return matcher.matches()
                ? new LoadReport(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)))
                : LoadAnswer.Missing.NOT_UNDERSTOOD;
    }
}
