package io.weft.control.translate;

import io.weft.control.registry.Hosts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values by host, wildcards among them. Filled once, then only read. */
final class HostTable<T> {

    private final Map<String, T> exact = new HashMap<>();
    private final Map<String, T> wildcard = new HashMap<>();

    /** The value of exactly this host, made if there is none. */
    T at(String host, Supplier<T> made) {
        return (Hosts.isWildcard(host) ? wildcard : exact).computeIfAbsent(host, unused -> made.get());
    }

    /** What concerns a host, the most specific first: its own value, then those of ever shorter wildcards. */
    Stream<T> concerning(String host) {
        Stream<T> wider = wildcard.entrySet().stream()
                .filter(entry -> Hosts.within(host, entry.getKey()))
                .sorted(Comparator.comparing(entry -> -entry.getKey().length()))
                .map(Map.Entry::getValue);
        return Stream.concat(Stream.ofNullable(exact.get(host)), wider);
    }
}
