package io.weft.control.translate;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registered HTTP status codes; Istio takes no other number for one. */
final class HttpStatuses {

    private static final Set<String> CODES = Stream.of(
                    IntStream.rangeClosed(100, 103),
                    IntStream.rangeClosed(200, 208),
                    IntStream.of(226),
                    IntStream.rangeClosed(300, 305),
                    IntStream.of(307, 308),
                    IntStream.rangeClosed(400, 418),
                    IntStream.rangeClosed(421, 426),
                    IntStream.of(428, 429, 431, 451),
                    IntStream.rangeClosed(500, 508),
                    IntStream.of(510, 511))
            .flatMapToInt(codes -> codes)
            .mapToObj(Integer::toString)
            .collect(Collectors.toUnmodifiableSet());

    private HttpStatuses() {}

    static boolean isCode(String word) {
        return CODES.contains(word);
    }
}
