package io.weft.control.cli;

import io.weft.control.FolderCheck;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description =
                "Checks folders of Istio YAML as the control plane would, each for itself. Exit code 1 on errors.",
        mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of YAML files.")
    private List<Path> folders = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        long errors = 0;
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IOException("there is no folder " + folder);
            }
            List<Problem> problems = FolderCheck.problems(folder, MeshConfig.DEFAULT);
            problems.forEach(out::println);
            errors += count(problems, Severity.ERROR);
            out.printf(
                    "%s: %d errors, %d warnings, %d notes%n",
                    folder,
                    count(problems, Severity.ERROR),
                    count(problems, Severity.WARNING),
                    count(problems, Severity.INFO));
        }
        out.flush();
        return errors == 0 ? 0 : 1;
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }
}
