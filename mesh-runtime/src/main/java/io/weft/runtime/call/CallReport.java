package io.weft.runtime.call;

import io.weft.model.CallRecord;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;

/**
 * How a call went so far.
 *
 * @param record as values, for {@link io.weft.spi.MeshEvents} and displays
 * @param subset of the cluster that was chosen; empty for none
 */
public record CallReport(CallRecord record, String subset) {

    /** For people: service, route, subset, endpoints tried, and why the call ended as it did. */
    public String explain() {
        StringBuilder text = new StringBuilder(record.service());
        String separator = ": ";
        for (ResponseFlag flag : ResponseFlag.values()) {
            if (record.flags().contains(flag)) {
                text.append(separator)
                        .append(flag.meaning())
                        .append(" (")
                        .append(flag)
                        .append(')');
                separator = ", ";
            }
        }
        if (!record.route().isEmpty() || !record.origin().isEmpty()) {
            text.append("; route ").append(record.route().isEmpty() ? "without a name" : record.route());
            text.append(record.origin().isEmpty() ? "" : " from " + record.origin());
        }
        if (!record.cluster().isEmpty()) {
            text.append("; cluster ").append(record.cluster());
            text.append(subset.isEmpty() ? "" : ", subset " + subset);
        }
        for (CallRecord.Attempt attempt : record.attempts()) {
            text.append(attempt.hedge() ? "; tried beside it " : "; tried ")
                    .append(attempt.endpoint().address())
                    .append(": ")
                    .append(words(attempt.outcome()))
                    .append(attempt.failure().isEmpty() ? "" : " (" + attempt.failure() + ")");
        }
        return text.append("; ").append(record.details()).toString();
    }

    private static String words(Outcome outcome) {
        return switch (outcome.kind()) {
            case ANSWERED ->
                outcome.grpcStatus() >= 0
                        ? "gRPC status " + outcome.grpcStatus()
                        : "HTTP status " + outcome.httpStatus();
            case CONNECT_FAILURE -> "no connection";
            case RESET -> "connection broke";
            case REFUSED_STREAM -> "stream refused";
            case PER_TRY_TIMEOUT -> "per-try timeout";
            case TIMEOUT -> "timeout";
            case CANCELLED -> "cancelled";
        };
    }
}
