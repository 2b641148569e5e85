package io.weft.bench.side;

import java.util.List;
import java.util.Locale;

/**
 * How much is done.
 *
 * @param warmUp seconds before the first round
 * @param rounds of every system
 * @param calls in a round
 * @param rate calls per second of the open loop; 0 for none
 * @param only systems whose names hold one of these words, in any case; none for all systems
 */
public record Effort(int warmUp, int rounds, int calls, int rate, List<String> only) {

    /** Of a list with commas. */
    public static List<String> words(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    boolean takes(Contender contender) {
        String name = contender.name().toLowerCase(Locale.ROOT);
        return only.isEmpty() || only.stream().anyMatch(word -> name.contains(word.toLowerCase(Locale.ROOT)));
    }
}
