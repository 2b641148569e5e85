package io.weft.parity;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Brings up the real path in this process, one group of cases after another, and has their lines judged. */
final class MeshHarness {

    /** Most recorded calls wait for a planned sleep, so there are far more threads than cores. */
    private static final int THREADS = 32;

    /** How often what differs is judged. */
    private static final int TRIES = 6;

    /** Judges one line of a case and says in what it differs. */
    interface LineJudge {
        List<Difference> judge(MeshClient client, RecordedCase recorded, JsonNode line);
    }

    /** Judges a whole case and says in what each of its steps differs. */
    interface CaseJudge {
        Map<String, List<Difference>> judge(MeshClient client, RecordedCase recorded);
    }

    private MeshHarness() {}

    /**
     * Many lines at a time, of any case. A line that differs is judged again when all else is quiet, until it is equal
     * or was tried often enough: recorded timeouts are as short as 100 ms, which a crowded machine can miss, and pauses
     * between attempts are drawn by lot on both sides.
     */
    static void forEachLine(List<RecordedCase> cases, Report report, LineJudge judge) {
        inGroups(cases, (group, client) -> {
            Queue<Runnable> again = new ConcurrentLinkedQueue<>();
            run(THREADS, lines(group, (recorded, line) -> {
                String request = RecordedCase.request(line);
                if (judge.judge(client, recorded, line).isEmpty()) {
                    report.decision(recorded.name(), request, List.of());
                } else {
                    again.add(() -> report.decision(recorded.name(), request, anew(judge, client, recorded, line)));
                }
            }));
            again.forEach(Runnable::run);
        });
    }

    private static List<Difference> anew(LineJudge judge, MeshClient client, RecordedCase recorded, JsonNode line) {
        List<Difference> found = judge.judge(client, recorded, line);
        for (int i = 1; i < TRIES && !found.isEmpty(); i++) {
            found = judge.judge(client, recorded, line);
        }
        return found;
    }

    private static Stream<Runnable> lines(List<RecordedCase> group, BiConsumer<RecordedCase, JsonNode> judge) {
        return group.stream()
                .flatMap(recorded -> recorded.lines().stream().map(line -> () -> judge.accept(recorded, line)));
    }

    /**
     * All cases of a group at a time. Those that differ are judged again from their start, with fewer beside them,
     * until they are equal or were tried often enough: a crowded machine misses the recorded rhythm.
     */
    static void forEachCase(List<RecordedCase> cases, Report report, CaseJudge judge) {
        Map<String, Map<String, List<Difference>>> found = new ConcurrentHashMap<>();
        List<RecordedCase> left = cases;
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            inGroups(
                    left,
                    (group, client) -> run(
                            group.size(),
                            group.stream()
                                    .map(recorded -> () -> found.put(recorded.name(), judge.judge(client, recorded)))));
            left = left.stream()
                    .filter(recorded -> differs(found.getOrDefault(recorded.name(), Map.of())))
                    .toList();
        }
        found.forEach((name, steps) -> steps.forEach((step, differences) -> report.decision(name, step, differences)));
    }

    private static boolean differs(Map<String, List<Difference>> steps) {
        return !steps.values().stream().allMatch(List::isEmpty);
    }

    private interface GroupJudge {
        void judge(List<RecordedCase> group, MeshClient client);
    }

    private static void inGroups(List<RecordedCase> cases, GroupJudge judge) {
        Echo echo = new Echo();
        try (HttpEcho http = new HttpEcho(echo);
                GrpcEcho grpc = new GrpcEcho(echo)) {
            for (List<RecordedCase> group : CaseGroups.of(cases)) {
                try (RunningGroup running = RunningGroup.start(group, echo)) {
                    judge.judge(group, running.client());
                }
            }
        }
    }

    private static void run(int threads, Stream<Runnable> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<? extends Future<?>> running = tasks.map(pool::submit).toList();
            for (Future<?> task : running) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a judge failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
