package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of header edits, compiled. As in Envoy, whatever the order they are written in: removals first, then
 * replacements, then additions; values are evaluated after the removals and before anything is set; one that
 * evaluates to nothing is left out.
 */
final class EditScript {

    static final EditScript NONE = new EditScript(List.of());

    private record Value(String name, HeaderTemplate template, boolean replaces) {
        HeaderEdit with(String value) {
            return replaces ? new HeaderEdit.Set(name, value) : new HeaderEdit.Add(name, value);
        }
    }

    private final List<HeaderEdit> removals = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<HeaderEdit> constant = new ArrayList<>();
    private boolean isConstant = true;
    private Optional<String> authority = Optional.empty();

    EditScript(List<HeaderEdit> edits) {
        edits.forEach(this::removal);
        edits.forEach(edit -> value(edit, true));
        edits.forEach(edit -> value(edit, false));
        constant.addAll(removals);
        for (Value value : values) {
            isConstant &= value.template().isConstant();
            if (!value.template().text().isEmpty()) {
                constant.add(value.with(value.template().text()));
            }
        }
    }

    private void removal(HeaderEdit edit) {
        if (edit instanceof HeaderEdit.Remove && !isPseudo(edit.name())) {
            removals.add(edit);
        }
    }

    private void value(HeaderEdit edit, boolean replaces) {
        if (edit instanceof HeaderEdit.Remove || replaces != edit instanceof HeaderEdit.Set) {
            return;
        }
        String text = edit instanceof HeaderEdit.Set set ? set.value() : ((HeaderEdit.Add) edit).value();
        if (edit.name().equals("host") || edit.name().equals(":authority")) {
            authority = Optional.of(text);
        } else if (!isPseudo(edit.name())) {
            values.add(new Value(edit.name(), new HeaderTemplate(text), replaces));
        }
    }

    private static boolean isPseudo(String name) {
        return name.startsWith(":") || name.equals("host");
    }

    /** The authority that the edits ask for: setting or adding {@code host} means to rewrite it. */
    Optional<String> authority() {
        return authority;
    }

    boolean isEmpty() {
        return constant.isEmpty();
    }

    /** Whether the edits are the same for every call: {@link #constant()}. */
    boolean isConstant() {
        return isConstant;
    }

    /** Whether no call is edited. */
    boolean isNone() {
        return isConstant && constant.isEmpty();
    }

    List<HeaderEdit> constant() {
        return constant;
    }

    /** Appends the edits for one call; the commands see what {@code edits} has before. */
    void evaluate(Commands commands, List<HeaderEdit> edits) {
        if (isConstant) {
            edits.addAll(constant);
            return;
        }
        edits.addAll(removals);
        List<HeaderEdit> evaluated = new ArrayList<>(values.size());
        for (Value value : values) {
            String text = value.template().evaluate(commands);
            if (!text.isEmpty()) {
                evaluated.add(value.with(text));
            }
        }
        edits.addAll(evaluated);
    }
}
