package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrioritiesTest {

    @Test
    void theFirstBearsAllWhileItIsAlmostWhole() {
        assertThat(Priorities.loads(new int[] {available(5, 5), available(5, 5)}))
                .containsExactly(100, 0);
        assertThat(Priorities.loads(new int[] {available(4, 5), available(5, 5)}))
                .containsExactly(100, 0);
    }

    @Test
    void whatItCannotBearSpillsOver() {
        assertThat(Priorities.loads(new int[] {available(1, 2), available(2, 2)}))
                .containsExactly(70, 30);
        assertThat(Priorities.loads(new int[] {available(1, 4), available(1, 4), available(4, 4)}))
                .containsExactly(35, 35, 30);
        assertThat(Priorities.loads(new int[] {available(0, 2), available(2, 2)}))
                .containsExactly(0, 100);
    }

    @Test
    void withTooLittleInAllTheLoadIsInProportion() {
        assertThat(Priorities.loads(new int[] {available(1, 4), available(0, 2), available(1, 4)}))
                .containsExactly(50, 0, 50);
    }

    @Test
    void loadsAlwaysSumUpToAll() {
        Random chance = new Random(3);
        for (int round = 0; round < 10_000; round++) {
            int[] availability = new int[1 + chance.nextInt(5)];
            for (int i = 0; i < availability.length; i++) {
                int all = chance.nextInt(8);
                availability[i] = available(all == 0 ? 0 : chance.nextInt(all + 1), all);
            }
            int[] loads = Priorities.loads(availability);
            assertThat(Arrays.stream(loads).sum())
                    .isEqualTo(Arrays.stream(availability).sum() == 0 ? 0 : 100);
            for (int i = 0; i < loads.length; i++) {
                assertThat(loads[i]).isNotNegative();
                assertThat(loads[i] == 0 || availability[i] > 0).isTrue();
            }
        }
    }

    private static int available(int usable, int all) {
        return Priorities.availability(usable, all);
    }
}
