package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import io.weft.runtime.upstream.RecordedEjections.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Envoy did, step by step, against what a view does under a hand-held clock. */
class EjectionReplayTest {

    /** Where Envoy's round robin began is chance; after this many the pattern of up to five endpoints repeats. */
    private static final int STARTS = 60;

    static List<RecordedEjections> recordings() throws Exception {
        return RecordedEjections.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void ejectsAsEnvoyDid(RecordedEjections recorded) {
        List<List<String>> replayed = replay(recorded, 0);
        for (int i = 0; i < replayed.size(); i++) {
            Step step = recorded.steps().get(i);
            TreeMap<String, Integer> ours = tally(replayed.get(i));
            if (step.bad().isEmpty()) {
                assertThat(ours).as(step.toString()).hasSameSizeAs(step.answers());
                assertThat(ours.containsKey("none:503"))
                        .isEqualTo(step.answers().containsKey("none:503"));
                assertThat(spread(ours)).as(ours.toString()).isLessThanOrEqualTo(1);
            } else {
                // Envoy merges later changes for a second: ours may eject sooner, never later. A round more or less
                // of bad answers is where the rotation began.
                assertThat(badAnswers(ours))
                        .as(step + "\nours " + ours)
                        .isLessThanOrEqualTo(badAnswers(step.answers())
                                + recorded.endpoints().size());
            }
        }
    }

    /**
     * All but three: in two a second endpoint went bad within Envoy's second, in one panic has a rotation of its own.
     */
    @Test
    void answersCallByCallAsEnvoyDidWhereNothingWasMerged() throws Exception {
        List<String> differing = recordings().stream()
                .filter(recorded -> IntStream.range(0, STARTS).noneMatch(start -> equal(recorded, start)))
                .map(RecordedEjections::name)
                .toList();
        assertThat(differing).containsExactly("e005", "e006", "e022");
    }

    private static boolean equal(RecordedEjections recorded, int start) {
        List<List<String>> replayed = replay(recorded, start);
        return IntStream.range(0, replayed.size()).allMatch(i -> {
            List<String> order = recorded.steps().get(i).order();
            return replayed.get(i).subList(0, order.size()).equals(order);
        });
    }

    private static List<List<String>> replay(RecordedEjections recorded, int start) {
        World world = new World();
        ClusterView view = world.upstreams.view(cluster(recorded));
        World.calls(view, start);
        List<List<String>> answers = new ArrayList<>();
        for (Step step : recorded.steps()) {
            world.pass(Duration.ofMillis(step.waitMillis()));
            answers.add(make(step, view, world));
        }
        return answers;
    }

    private static List<String> make(Step step, ClusterView view, World world) {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < step.calls(); i++) {
            world.pass(Duration.ofMillis(1));
            if (view.pick(PickArgs.FIRST) instanceof Pick pick) {
                String name = pick.endpoint().address().host();
                int status = step.bad().getOrDefault(name, 200);
                pick.done(Outcome.ofHttp(status));
                order.add(name + ":" + status);
            } else {
                order.add("none:503");
            }
        }
        return order;
    }

    private static Cluster cluster(RecordedEjections recorded) {
        return World.cluster(
                World.endpoints(recorded.endpoints().toArray(String[]::new)),
                new LoadBalancing.RoundRobin(),
                Optional.of(recorded.rule()),
                recorded.minHealthPercent(),
                Thresholds.DEFAULT);
    }

    private static TreeMap<String, Integer> tally(List<String> order) {
        TreeMap<String, Integer> tally = new TreeMap<>();
        order.forEach(answer -> tally.merge(answer, 1, Integer::sum));
        return tally;
    }

    private static int spread(TreeMap<String, Integer> tally) {
        IntSummaryStatistics counts =
                tally.values().stream().mapToInt(Integer::intValue).summaryStatistics();
        return counts.getMax() - counts.getMin();
    }

    private static int badAnswers(TreeMap<String, Integer> tally) {
        return tally.entrySet().stream()
                .filter(answer -> !answer.getKey().endsWith(":200"))
                .mapToInt(answer -> answer.getValue())
                .sum();
    }
}
