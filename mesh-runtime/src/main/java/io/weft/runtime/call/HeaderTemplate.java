package io.weft.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header value with Envoy's {@code %COMMAND%}s in it. Known: {@code REQ} (with an alternative header and a length
 * limit), {@code PROTOCOL}, {@code ROUTE_NAME}, {@code UPSTREAM_CLUSTER}, {@code UPSTREAM_HOST}; {@code %%} is a
 * percent sign. Any other command stands for nothing; the control plane warns of it.
 */
final class HeaderTemplate {

    private static final Pattern COMMAND = Pattern.compile("%(?:([A-Z0-9_]*)(?:\\(([^()]+)\\))?(?::(\\d+))?)%");

    private final List<Function<Commands, @Nullable String>> parts = new ArrayList<>();
    private final String text;
    private boolean constant = true;

    HeaderTemplate(String text) {
        this.text = text;
        Matcher commands = COMMAND.matcher(text);
        int from = 0;
        while (commands.find()) {
            literal(text.substring(from, commands.start()));
            command(commands);
            from = commands.end();
        }
        literal(text.substring(from));
    }

    private void literal(String literal) {
        if (!literal.isEmpty()) {
            parts.add(values -> literal);
        }
    }

    private void command(Matcher command) {
        String name = command.group(1);
        String argument = command.group(2);
        if (name.isEmpty() && argument == null) {
            constant = false;
            literal("%");
        } else if (name.equals("REQ") && argument != null) {
            constant = false;
            parts.add(request(argument.toLowerCase(Locale.ROOT), command.group(3)));
        } else if (argument == null && Commands.NAMES.contains(name)) {
            constant = false;
            parts.add(values -> values.value(name));
        } else {
            constant = false;
        }
    }

    private static Function<Commands, @Nullable String> request(String argument, @Nullable String limit) {
        String[] names = argument.split("\\?", 2);
        int length = limit == null ? Integer.MAX_VALUE : Integer.parseInt(limit);
        return values -> {
            String value = values.request(names[0]);
            if (value == null && names.length > 1) {
                value = values.request(names[1]);
            }
            return value == null || value.length() <= length ? value : value.substring(0, length);
        };
    }

    /** Whether the text is the value, whatever the call. */
    boolean isConstant() {
        return constant;
    }

    String text() {
        return text;
    }

    /** The value for one call; what is not there counts as empty. */
    String evaluate(Commands commands) {
        StringBuilder value = new StringBuilder();
        for (Function<Commands, @Nullable String> part : parts) {
            String piece = part.apply(commands);
            value.append(piece == null ? "" : piece);
        }
        return value.toString();
    }
}
