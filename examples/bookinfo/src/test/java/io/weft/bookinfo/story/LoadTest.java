package io.weft.bookinfo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void makesAsManyCallsAsAskedFor() {
        AtomicInteger calls = new AtomicInteger();
        Shares shares = Load.of(100, 4, () -> calls.incrementAndGet() % 2 == 0 ? "even" : "odd", done -> {});
        assertThat(calls).hasValue(100);
        assertThat(shares.of("even")).isEqualTo(50);
    }

    @Test
    void aCallThatThrowsHasFailed() {
        Shares shares = Load.of(
                3,
                1,
                () -> {
                    throw new IllegalStateException();
                },
                done -> {});
        assertThat(shares.only(Seen.FAILED)).isTrue();
    }
}
