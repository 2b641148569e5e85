package io.weft.runtime.upstream;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What live clusters need from outside: time, chance, and two ways to find something out. */
record Environment(
        LongSupplier clock,
        RandomGenerator random,
        Optional<ConnectionProbe> connectionProbe,
        Optional<LoadProbe> loadProbe) {}
