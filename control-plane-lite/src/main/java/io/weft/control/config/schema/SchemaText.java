package io.weft.control.config.schema;

import io.weft.control.config.schema.Schema.Field;
import io.weft.control.config.schema.Schema.ObjectType;
import io.weft.control.config.schema.ValueType.Limits;
import io.weft.control.config.schema.ValueType.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How types are declared. A type begins at the margin, its fields are indented:
 *
 * <pre>
 * HTTPRetry                                # a comment
 *   attempts   int32                      # string bool int32 uint32 uint64 double duration bytes any …
 *   labels     map&lt;string(..63)&gt;          # limits of a length or value
 *   rules      Rule[](1..512) *           # a list with limits; * is required, ~ may be null
 *   mode       UNSET|STRICT               # one of these words
 *   mirror     Destination ! a reason     # understood but not applied, and why
 *   oneof      simple consistentHash      # at most one of these
 * </pre>
 */
final class SchemaText {

    private static final Pattern FIELD = Pattern.compile("\\s+(\\S+)\\s+(\\S+)((?:\\s+[*~])*)(?:\\s+!\\s*(.+))?");
    private static final Pattern LIMITED =
            Pattern.compile("(.+?)\\((NUMBER)\\.\\.(NUMBER)\\)".replace("NUMBER", "-?[0-9]*(?:\\.[0-9]+)?"));

    private final Map<String, ObjectType> types = new LinkedHashMap<>();
    private final List<String> references = new ArrayList<>();

    SchemaText(String text) {
        Map<String, Field> fields = new LinkedHashMap<>();
        List<List<String>> oneofs = new ArrayList<>();
        for (String raw : text.lines().toList()) {
            String line = raw.replaceFirst("(^|\\s)#.*", "").stripTrailing();
            if (line.isEmpty()) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0))) {
                fields = new LinkedHashMap<>();
                oneofs = new ArrayList<>();
                types.put(
                        line,
                        new ObjectType(
                                line, Collections.unmodifiableMap(fields), Collections.unmodifiableList(oneofs)));
            } else if (line.strip().startsWith("oneof ")) {
                oneofs.add(Arrays.asList(
                        line.strip().substring("oneof ".length()).strip().split("\\s+")));
            } else {
                field(line, fields);
            }
        }
    }

    Schema schema() {
        references.stream().filter(name -> !types.containsKey(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("no type " + name);
        });
        return new Schema(Collections.unmodifiableMap(types));
    }

    private void field(String line, Map<String, Field> fields) {
        Matcher field = FIELD.matcher(line);
        if (!field.matches()) {
            throw new IllegalArgumentException("not a field: " + line);
        }
        String flags = field.group(3);
        Optional<String> notApplied = Optional.ofNullable(field.group(4));
        fields.put(
                field.group(1), new Field(type(field.group(2)), flags.contains("*"), flags.contains("~"), notApplied));
    }

    private ValueType type(String text) {
        Matcher limited = LIMITED.matcher(text);
        boolean ends = text.endsWith(")") && limited.matches();
        String bare = ends ? limited.group(1) : text;
        Limits limits = ends ? limits(limited.group(2), limited.group(3)) : Limits.NONE;
        if (bare.endsWith("[]")) {
            return new ValueType.ListOf(type(bare.substring(0, bare.length() - 2)), limits);
        }
        if (bare.startsWith("map<")) {
            return new ValueType.MapOf(type(bare.substring(4, bare.length() - 1)), limits);
        }
        if (bare.contains("|")) {
            return new ValueType.Choice(List.of(bare.split("\\|")));
        }
        if (bare.equals("any")) {
            return new ValueType.Anything();
        }
        if (Character.isUpperCase(bare.charAt(0))) {
            references.add(bare);
            return new ValueType.Reference(bare);
        }
        return new ValueType.Scalar(Word.valueOf(bare.toUpperCase(Locale.ROOT).replace('-', '_')), limits);
    }

    private static Limits limits(String least, String most) {
        return new Limits(
                least.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(least),
                most.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(most));
    }
}
