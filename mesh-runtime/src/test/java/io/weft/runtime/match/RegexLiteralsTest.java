package io.weft.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexLiteralsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "/api/v[0-9]+/x /api/v /api/v",
                "^/api/v.* /api/v /api/v",
                "/apis? /api /api",
                "/static/x\\.css /static/x.css /static/x.css",
                "/api/(a|b)/items/ /api/ /items/",
                "(/api)/long /api /long",
                "(/api)?/long - /long",
                "^(.*;?)?(user=jason)(;.*)?$ - user=jason",
                ".*/v1{2}/x - /v",
                "/api|/b - -",
                "(?i)/api - -",
                "\\Q/api\\E - -",
                "/a\\x41 - -",
                "/a\\d+/b /a /a",
                "[^]|(]+/b - /b",
                "[[:alpha:]]+/b - /b",
                "/{id} /{id} /{id}",
                "/a+b /a /a",
            })
    void takesLiteralsOnlyAsFarAsTheyAreCertain(String regex, String beginning, String within) {
        assertThat(RegexLiterals.of(regex))
                .isEqualTo(new RegexLiterals(beginning == null ? "" : beginning, within == null ? "" : within));
    }

    @Test
    void everyTextThatAnExpressionMatchesHasItsLiterals() {
        Random random = new Random(7);
        String[] tokens = {
            "a", "b", "ab", "\\.", ".", "*", "+", "?", "(", ")", "(?:", "|", "[ab]", "^", "$", "{2}", "{,"
        };
        int matches = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder regex = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                regex.append(tokens[random.nextInt(tokens.length)]);
            }
            Pattern pattern;
            try {
                pattern = Pattern.compile(regex.toString());
            } catch (PatternSyntaxException e) {
                continue;
            }
            RegexLiterals literals = RegexLiterals.of(regex.toString());
            for (int i = 0; i < 20; i++) {
                String text = text(random);
                if (pattern.matches(text)) {
                    matches++;
                    assertThat(text)
                            .as(regex.toString())
                            .startsWith(literals.beginning())
                            .contains(literals.within());
                }
            }
        }
        assertThat(matches).isGreaterThan(10_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append("aabb.{,".charAt(random.nextInt(7)));
        }
        return text.toString();
    }
}
