package io.weft.control.config.schema;

import io.weft.control.config.Codes;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is found in one object, all of it rather than the first. */
public final class Findings {

    private final String object;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;

    /** @param object its name in the problems, see {@link Problem#object} */
    public Findings(String object) {
        this.object = object;
    }

    /** The object breaks its kind's rules. */
    public void error(Node node, String message) {
        add(Severity.ERROR, Codes.SCHEMA, node.at(), node.path(), message);
    }

    /** The object breaks its kind's rules; the place is the key rather than the value. */
    public void errorAtKey(Node node, String message) {
        add(Severity.ERROR, Codes.SCHEMA, node.key(), node.path(), message);
    }

    /** Istio accepts it, but it could not be carried out. */
    public void cannotWork(Node node, String message) {
        add(Severity.ERROR, Codes.CANNOT_WORK, node.at(), node.path(), message);
    }

    /** The object is in force, but its author should know. */
    public void warning(String code, Node node, String message) {
        add(Severity.WARNING, code, node.key(), node.path(), message);
    }

    public void add(Severity severity, String code, Position at, String path, String message) {
        errors += severity == Severity.ERROR ? 1 : 0;
        problems.add(new Problem(severity, code, at, object, path, message));
    }

    /** How many errors there are so far. */
    int errors() {
        return errors;
    }

    /** Whether there is an error among them. */
    public boolean refused() {
        return errors > 0;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
