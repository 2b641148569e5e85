package io.weft.control.config;

import java.util.Comparator;

/**
 * What is wrong, where, and what helps.
 *
 * @param code Istio's analyzer code ({@code IST0101}) where one exists, else {@code WEFT…} (see {@link Codes})
 * @param object kind, namespace and name, such as {@code VirtualService default/reviews}; empty for a whole file
 * @param path of the field, such as {@code spec.http[0].route[0].destination.host}; empty for the whole object
 * @param message one line, without place and object
 */
public record Problem(Severity severity, String code, Position position, String object, String path, String message)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::position)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::code)
            .thenComparing(Problem::path)
            .thenComparing(Problem::object)
            .thenComparing(Problem::message);

    /** Whether it is an error. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** One line: {@code file:line:column: error IST0101 VirtualService default/reviews spec.http[0]…: message}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(position.toString()).append(": ").append(severity.word());
        for (String part : new String[] {code, object, path}) {
            line.append(part.isEmpty() ? "" : " ").append(part);
        }
        return line.append(": ").append(message).toString();
    }
}
