package io.weft.control.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code weft}. */
@Command(
        name = "weft",
        description = "A service mesh in the application: its control plane, and what helps to run it.",
        mixinStandardHelpOptions = true,
        subcommands = {Serve.class, Validate.class, Status.class})
public final class Weft {

    private Weft() {}

    /** Exit codes: 0 well, 1 not well, 2 wrong usage. */
    public static void main(String[] arguments) {
        // Of this process only: whoever embeds the control plane keeps its own logging.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/weft/control/cli/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Weft()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("weft: " + reason(failure)));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
