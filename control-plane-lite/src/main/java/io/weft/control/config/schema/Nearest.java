package io.weft.control.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The word that was probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The nearest of the words, if it is near enough to be worth a hint; the earlier in the alphabet of two. */
    public static Optional<String> to(String word, Collection<String> words) {
        int limit = Math.max(1, Math.min(3, word.length() / 3));
        Map<String, Integer> distances = words.stream()
                .distinct()
                .collect(Collectors.toMap(candidate -> candidate, candidate -> slips(word, candidate)));
        return distances.entrySet().stream()
                .filter(entry -> entry.getValue() <= limit)
                .min(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey);
    }

    /** The hint as the end of a message: {@code ; did you mean `exact`?}, or nothing. */
    public static String hint(String word, Collection<String> words) {
        return to(word, words).map(near -> "; did you mean `" + near + "`?").orElse("");
    }

    /** A beginning counts as one slip, as one who abbreviates makes no other. */
    private static int slips(String word, String candidate) {
        boolean begins =
                word.length() >= 3 && candidate.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
        return begins ? Math.min(1, distance(word, candidate)) : distance(word, candidate);
    }

    /** Insertions, deletions, replacements and swaps of neighbours, letter case ignored. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] older = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], older[j - 2] + 1);
                }
            }
            int[] spare = older;
            older = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}
