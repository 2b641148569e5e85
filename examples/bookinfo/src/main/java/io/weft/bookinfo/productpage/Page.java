package io.weft.bookinfo.productpage;

import io.weft.bookinfo.api.Details;
import io.weft.bookinfo.api.Rating;
import io.weft.bookinfo.api.Review;
import io.weft.bookinfo.api.Reviews;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The page as HTML. */
@Component
final class Page {

    private static final Html ERROR = Html.of("""
            <div class="error" role="alert"><b>Error fetching product {{what}}!</b><p>{{why}}</p></div>""");
    private static final Html FACT = Html.of("<div><dt>{{name}}</dt><dd>{{value}}</dd></div>");
    private static final Html REVIEW = Html.of("""
            <figure><blockquote>{{text}}</blockquote>
            <figcaption>{{reviewer}}</figcaption>{{{rating}}}</figure>""");
    private static final Html STARS = Html.of("""
            <div class="stars {{color}}" aria-label="{{count}} of 5 stars"><span>{{full}}</span><i>{{empty}}</i></div>""");
    private static final Html SIGNED_IN = Html.of("""
            <span class="user">{{user}}</span> <a href="/logout">Sign out</a>""");
    private static final Html SIGNED_OUT = Html.of("""
            <form method="post" action="/login"><input name="username" placeholder="user name, such as jason" required>
            <button>Sign in</button></form>""");
    private static final Html ANSWERED = Html.of("<p class=\"answered\">answered by <code>{{podname}}</code></p>");

    private final Html frame = Html.resource("/page.html");

    String product(Product product, Optional<String> user, Answer<Details> details, Answer<Reviews> reviews) {
        return frame.fill(Map.of(
                "session",
                        user.map(name -> SIGNED_IN.fill(Map.of("user", name)))
                                .orElseGet(() -> SIGNED_OUT.fill(Map.of())),
                "title", product.title(),
                "description", product.descriptionHtml(),
                "details", details.body().map(Page::details).orElseGet(() -> error("details", details)),
                "reviews", reviews.body().map(Page::reviews).orElseGet(() -> error("reviews", reviews))));
    }

    String index() {
        return frame.fill(Map.of(
                "session", "",
                "title", "Bookinfo",
                "description",
                        "<p>One book, four services, six processes.</p><p><a href=\"/productpage\">Look at the book</a></p>",
                "details", "",
                "reviews", ""));
    }

    private static String details(Details details) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Author", details.author());
        facts.put("First published", Integer.toString(details.year()));
        facts.put("Type", details.type());
        facts.put("Pages", Integer.toString(details.pages()));
        facts.put("Publisher", details.publisher());
        facts.put("Language", details.language());
        facts.put("ISBN-10", details.isbn10());
        facts.put("ISBN-13", details.isbn13());
        return facts.entrySet().stream()
                .map(fact -> FACT.fill(Map.of("name", fact.getKey(), "value", fact.getValue())))
                .collect(Collectors.joining("\n", "<h2>Book details</h2>\n<dl>", "</dl>"));
    }

    private static String reviews(Reviews reviews) {
        return reviews.reviews().stream()
                .map(Page::review)
                .collect(Collectors.joining(
                        "\n",
                        "<h2>Book reviews</h2>\n<div class=\"reviews\">",
                        "</div>" + ANSWERED.fill(Map.of("podname", reviews.podname()))));
    }

    private static String review(Review review) {
        return REVIEW.fill(Map.of(
                "text", review.text(),
                "reviewer", review.reviewer(),
                "rating", review.rating().map(Page::rating).orElse("")));
    }

    private static String rating(Rating rating) {
        if (rating.error().isPresent()) {
            return Html.of("<p class=\"note\">{{why}}</p>")
                    .fill(Map.of("why", rating.error().get()));
        }
        int stars = Math.max(0, Math.min(5, rating.stars().orElse(0)));
        return STARS.fill(Map.of(
                "color", rating.color().orElse("black"),
                "count", Integer.toString(stars),
                "full", "★".repeat(stars),
                "empty", "☆".repeat(5 - stars)));
    }

    private static String error(String what, Answer<?> answer) {
        return ERROR.fill(Map.of("what", what, "why", answer.problem().error()));
    }
}
