package io.weft.control.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void findsTheWordThatWasMeant() {
        assertThat(Nearest.to("exat", List.of("exact", "prefix", "regex"))).contains("exact");
        assertThat(Nearest.to("weigth", List.of("weight", "headers"))).contains("weight");
        assertThat(Nearest.to("htpp", List.of("http", "tcp", "tls"))).contains("http");
        assertThat(Nearest.to("strict", List.of("STRICT", "DISABLE"))).contains("STRICT");
    }

    @Test
    void takesABeginningForTheWhole() {
        assertThat(Nearest.to("LEAST_REQ", List.of("LEAST_CONN", "LEAST_REQUEST")))
                .contains("LEAST_REQUEST");
        assertThat(Nearest.to("dest", List.of("destination", "delegate"))).contains("destination");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Nearest.to("banana", List.of("exact", "prefix", "regex"))).isEmpty();
        assertThat(Nearest.to("ab", List.of("xy"))).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursAsOneSlip() {
        assertThat(Nearest.distance("timeuot", "timeout")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
