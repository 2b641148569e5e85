package io.weft.bookinfo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {

    private final Shares shares = new Shares();

    @Test
    void isNearWithinFourStandardDeviations() {
        add("red", 562);
        add("none", 438);
        assertThat(shares.near("red", 0.5)).isTrue();
        add("red", 10);
        assertThat(shares.near("red", 0.5)).isFalse();
    }

    @Test
    void nothingIsNotOnlyAnything() {
        assertThat(shares.only("red")).isFalse();
        add("red", 1);
        assertThat(shares.only("red")).isTrue();
        add("none", 1);
        assertThat(shares.only("red")).isFalse();
    }

    @Test
    void takesOverWhatWasCountedElsewhere() {
        Shares counted = Shares.of(Map.of("red", 3L, "none", 1L));
        counted.add("red");
        assertThat(counted.total()).isEqualTo(5);
        assertThat(counted).hasToString("none 1, red 4");
    }

    @Test
    void tellsCounts() {
        add("red", 1);
        add("black", 3);
        assertThat(shares).hasToString("black 3, red 1");
    }

    private void add(String outcome, int times) {
        for (int i = 0; i < times; i++) {
            shares.add(outcome);
        }
    }
}
