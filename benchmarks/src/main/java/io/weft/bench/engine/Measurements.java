package io.weft.bench.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks by JMH, each case in JVMs of its own, and keeps what it has seen of each. */
final class Measurements {

    private static final String BYTES = "gc.alloc.rate.norm";

    /** Many short ones: on a shared machine some of them then have a core for themselves. */
    private static final TimeValue ITERATION = TimeValue.milliseconds(100);

    private static final int ITERATIONS = 10;

    private final Map<String, Sample> samples = new HashMap<>();
    private final Consumer<String> progress;

    /** @param progress told what is done */
    Measurements(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * @param forks JVMs for each case: two that compile the same code differ
     * @param warmUp seconds, by which the compiler has to be done
     */
    void run(Class<?> benchmarks, int forks, int warmUp) {
        progress.accept("measuring " + benchmarks.getSimpleName());
        try {
            new Runner(new OptionsBuilder()
                            .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.NANOSECONDS)
                            .forks(forks)
                            .jvmArgs("-Xms512m", "-Xmx512m")
                            .warmupIterations(warmUp)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(ITERATIONS)
                            .measurementTime(ITERATION)
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run()
                    .forEach(this::add);
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(RunResult result) {
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            Sample sample = samples.computeIfAbsent(key(result.getParams()), key -> new Sample());
            for (IterationResult iteration : fork.getIterationResults()) {
                Result<?> bytes = requireNonNull(iteration.getSecondaryResults().get(BYTES));
                sample.add(iteration.getPrimaryResult().getScore(), bytes.getScore());
            }
        }
    }

    private static String key(BenchmarkParams parameters) {
        List<String> values = new ArrayList<>();
        parameters.getParamsKeys().forEach(name -> values.add(parameters.getParam(name)));
        String name = parameters.getBenchmark();
        return key(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1), values);
    }

    private static String key(String method, List<String> values) {
        return method + values;
    }

    /** Of one method, with its parameters in the order of their names. */
    Sample of(Class<?> benchmarks, String method, Object... values) {
        List<String> texts = List.of(values).stream().map(Object::toString).toList();
        Sample sample = samples.get(key(benchmarks.getSimpleName() + "." + method, texts));
        if (sample == null) {
            throw new IllegalArgumentException("not measured: " + method + texts + "; but " + samples.keySet());
        }
        return sample;
    }
}
