package io.weft.bookinfo.productpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesTextAndKeepsHtml() {
        assertThat(Html.of("<p>{{a}} {{{b}}}</p>").fill(Map.of("a", "<script>$1", "b", "<i>$1</i>")))
                .isEqualTo("<p>&lt;script&gt;$1 <i>$1</i></p>");
    }

    @Test
    void refusesAPlaceWithoutAValue() {
        assertThatThrownBy(() -> Html.of("{{a}}").fill(Map.of())).hasMessage("{{a}}");
    }
}
