package io.weft.xds.decode;

/**
 * Carries a rejection from the depth of a message to {@link ResourceType#decode}, which turns it into a value: a
 * control transfer, so without a stack trace.
 */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    Malformed(String field, String reason) {
        super(field + ": " + reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    String field() {
        return field;
    }

    String reason() {
        return reason;
    }
}
