package io.weft.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderStateTest {

    private static final long REST = FolderState.REST.toMillis();
    private static final long ABSENCE = FolderState.ABSENCE.toMillis();

    private final FolderState state = new FolderState();
    private long now = 1_000_000;

    FolderStateTest() {
        state.begin(Map.of("a.yaml", stamp(10, 500), "b.yaml", stamp(10, 500)));
    }

    @Test
    void readsAFileThatIsWrittenInPiecesOnceItRests() {
        assertThat(observe(stamp(0, now)).read()).isEmpty();
        now += REST - 1;
        assertThat(observe(stamp(100, now)).read()).isEmpty();
        now += REST - 1;
        FolderState.Decision decision = observe(stamp(200, now));
        assertThat(decision.read()).isEmpty();
        assertThat(decision.lookAgain()).hasValue(FolderState.REST.toNanos());
        long written = now;
        now += REST;
        assertThat(observe(stamp(200, written)).read()).containsExactly("a.yaml");
        assertThat(observe(stamp(200, written)).read()).as("once").isEmpty();
    }

    @Test
    void readsAnOlderFileThatWasMovedInAtOnce() {
        assertThat(observe(new Stamp(10, 500, "another file")).read()).containsExactly("a.yaml");
    }

    @Test
    void readsTogetherWhatIsWrittenTogether() {
        Stamp first = stamp(20, now);
        long begun = now;
        while (now - begun < FolderState.TOGETHER.toMillis()) {
            assertThat(observe(first, stamp(now, now)).read()).isEmpty();
            now += REST - 1;
        }
        assertThat(observe(first, stamp(now, now)).read()).as("long enough").containsExactly("a.yaml");
        Stamp second = stamp(now, now);
        now += REST;
        assertThat(observe(first, second).read()).containsExactly("b.yaml");
    }

    @Test
    void handsOverTheLeastRecentlyWrittenFileFirst() {
        Map<String, Stamp> files = Map.of("a", stamp(1, 30), "b", stamp(1, 10), "c", stamp(1, 20), "d", stamp(1, 20));
        assertThat(new FolderState().begin(files)).containsExactly("b", "c", "d", "a");
        assertThat(observe(stamp(20, 900), stamp(20, 800)).read()).containsExactly("b.yaml", "a.yaml");
    }

    @Test
    void readsAFileOfAClockThatRunsAhead() {
        Stamp ahead = stamp(20, now + 3_600_000);
        assertThat(observe(ahead).read()).isEmpty();
        now += REST;
        assertThat(observe(ahead).read()).containsExactly("a.yaml");
    }

    @Test
    void takesADeletedFileForGoneAfterAWhile() {
        assertThat(state.observe(Map.of("b.yaml", stamp(10, 500)), now * 1_000_000, now)
                        .gone())
                .isEmpty();
        now += ABSENCE;
        assertThat(state.observe(Map.of("b.yaml", stamp(10, 500)), now * 1_000_000, now)
                        .gone())
                .containsExactly("a.yaml");
    }

    @Test
    void keepsAFileThatIsDeletedAndWrittenAnew() {
        state.observe(Map.of("b.yaml", stamp(10, 500)), now * 1_000_000, now);
        now += ABSENCE - 1;
        assertThat(observe(stamp(10, 500)).gone()).isEmpty();
        now += ABSENCE;
        assertThat(state.observe(Map.of("b.yaml", stamp(10, 500)), now * 1_000_000, now)
                        .gone())
                .isEmpty();
    }

    @Test
    void keepsAllWhenAllVanishAtOnce() {
        for (int i = 0; i < 3; i++) {
            FolderState.Decision decision = state.observe(Map.of(), now * 1_000_000, now);
            assertThat(decision.gone()).isEmpty();
            assertThat(decision.emptied()).isTrue();
            now += ABSENCE;
        }
        FolderState.Decision back = observe(stamp(10, 500));
        assertThat(back.read()).isEmpty();
        assertThat(back.emptied()).isFalse();
    }

    private FolderState.Decision observe(Stamp a) {
        return observe(a, stamp(10, 500));
    }

    private FolderState.Decision observe(Stamp a, Stamp b) {
        return state.observe(Map.of("a.yaml", a, "b.yaml", b), now * 1_000_000, now);
    }

    private static Stamp stamp(long size, long modified) {
        return new Stamp(size, modified, "inode");
    }
}
