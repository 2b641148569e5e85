package io.weft.bookinfo.productpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A piece of HTML with places to fill: {@code {{name}}} takes text, {@code {{{name}}}} takes HTML. */
final class Html {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\{?)(\\w+)\\}?\\}\\}");

    private final String template;

    private Html(String template) {
        this.template = template;
    }

    static Html of(String template) {
        return new Html(template);
    }

    static Html resource(String name) {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new Html(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values) {
        return PLACE.matcher(template).replaceAll(place -> {
            String value = Objects.requireNonNull(values.get(place.group(2)), place.group());
            return Matcher.quoteReplacement(place.group(1).isEmpty() ? HtmlUtils.htmlEscape(value) : value);
        });
    }
}
