package io.weft.bench.side;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Measures systems in turns, so that what else the machine does meets all alike; every other round backwards. */
final class Turns {

    private static final String NO_BUFFERS = "-XX:-UseTLAB";
    private static final int BYTES_WARM_UP = 8;
    private static final int BYTES_CALLS = 4_000;
    private static final int OPEN_SECONDS = 5;

    private final Effort effort;
    private final int core;
    private final Consumer<String> progress;

    Turns(Effort effort, int core, Consumer<String> progress) {
        this.effort = effort;
        this.core = core;
        this.progress = progress;
    }

    List<Result> measure(List<Contender> all) throws IOException {
        List<Contender> contenders = all.stream().filter(effort::takes).toList();
        List<LegProcess> legs = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                progress.accept("warming up " + contender.name());
                LegProcess leg = LegProcess.start(contender, core);
                legs.add(leg);
                leg.ask("warm " + effort.warmUp());
            }
            List<List<Round>> closed = rounds(legs, "closed " + effort.calls());
            List<List<Round>> open = effort.rate() == 0
                    ? Collections.nCopies(legs.size(), List.of())
                    : rounds(legs, "open " + effort.rate() + " " + OPEN_SECONDS);
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < legs.size(); i++) {
                results.add(new Result(contenders.get(i).name(), closed.get(i), open.get(i), bytes(contenders.get(i))));
            }
            return results;
        } finally {
            legs.forEach(LegProcess::close);
        }
    }

    private List<List<Round>> rounds(List<LegProcess> legs, String order) throws IOException {
        List<List<Round>> rounds = new ArrayList<>();
        legs.forEach(leg -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < effort.rounds(); round++) {
            progress.accept("round " + (round + 1) + " of " + effort.rounds() + ", " + order);
            for (int i = 0; i < legs.size(); i++) {
                int turn = round % 2 == 0 ? i : legs.size() - 1 - i;
                rounds.get(turn).add(Round.parse(legs.get(turn).ask(order)));
            }
        }
        return rounds;
    }

    /** In a JVM of its own: without buffers every byte is counted, and every allocation is slow. */
    private double bytes(Contender contender) throws IOException {
        progress.accept("bytes of " + contender.name());
        try (LegProcess leg = LegProcess.start(contender, core, NO_BUFFERS)) {
            leg.ask("warm " + Math.min(effort.warmUp(), BYTES_WARM_UP));
            return Double.parseDouble(leg.ask("bytes " + BYTES_CALLS));
        }
    }

    /** Of so many calls to two endpoints, one of which refuses connections, those that fail, from a fresh start. */
    int failures(Contender contender, int calls) throws IOException {
        progress.accept("dead endpoint, " + contender.name());
        try (LegProcess leg = LegProcess.start(contender, core)) {
            String[] answer = leg.ask("failures " + calls).split(" ", 2);
            progress.accept(answer[0] + " of " + calls + " failed; " + answer[1]);
            return Integer.parseInt(answer[0]);
        }
    }
}
