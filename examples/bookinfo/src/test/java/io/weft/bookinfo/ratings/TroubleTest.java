package io.weft.bookinfo.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.bookinfo.ratings.Trouble.Kind;
import io.weft.bookinfo.ratings.Trouble.Turn;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private long now;
    private double dice;

    @Test
    void refusesAShareOfTheCallsWhenFaulty() {
        Trouble faulty = trouble(Kind.FAULTY);
        dice = 0.49;
        assertThat(faulty.next()).isEqualTo(Turn.REFUSE);
        dice = 0.5;
        assertThat(faulty.next()).isEqualTo(Turn.ANSWER);
    }

    @Test
    void delaysAShareOfTheCallsWhenDelayed() {
        Trouble delayed = trouble(Kind.DELAYED);
        assertThat(delayed.next()).isEqualTo(Turn.WAIT);
        dice = 0.9;
        assertThat(delayed.next()).isEqualTo(Turn.ANSWER);
    }

    @Test
    void refusesEveryOtherMinuteWhenUnavailable() {
        Trouble unavailable = trouble(Kind.UNAVAILABLE);
        assertThat(unavailable.next()).isEqualTo(Turn.ANSWER);
        now = TimeUnit.SECONDS.toNanos(61);
        assertThat(unavailable.next()).isEqualTo(Turn.REFUSE);
        assertThat(unavailable.healthy()).isTrue();
        now = TimeUnit.SECONDS.toNanos(121);
        assertThat(unavailable.next()).isEqualTo(Turn.ANSWER);
    }

    @Test
    void saysSoWhenUnhealthy() {
        Trouble unhealthy = trouble(Kind.UNHEALTHY);
        assertThat(unhealthy.healthy()).isTrue();
        now = TimeUnit.MINUTES.toNanos(16);
        assertThat(unhealthy.healthy()).isFalse();
        assertThat(unhealthy.next()).isEqualTo(Turn.REFUSE);
    }

    private Trouble trouble(Kind kind) {
        return new Trouble(kind, 0.5, () -> now, () -> dice);
    }
}
