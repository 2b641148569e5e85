package io.weft.parity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft parity routing|grpc|ejection|policy|validation FOLDER}: exit code 1 if anything differs, 2 on wrong use. */
@Command(
        name = "parity",
        description = "Replays a folder of recorded decisions of Istio and Envoy and prints every difference.")
public final class Parity implements Callable<Integer> {

    /** What can be judged. */
    enum Subject {
        routing,
        grpc,
        ejection,
        policy,
        validation
    }

    @Parameters(index = "0", description = "What to judge: ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Subject subject;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "The recordings.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Parity()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            System.err.println("No such folder: " + folder);
            return CommandLine.ExitCode.USAGE;
        }
        Report report = run(subject, folder);
        report.print(System.out);
        return report.different() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    static Report run(Subject subject, Path folder) {
        switch (subject) {
            case routing:
                return RoutingParity.run(folder);
            case grpc:
                return GrpcParity.run(folder);
            case ejection:
                return EjectionParity.run(folder);
            case policy:
                return PolicyParity.run(folder);
            case validation:
                return ValidationParity.run(folder);
        }
        throw new IllegalArgumentException("unknown subject " + subject);
    }
}
