package io.weft.bookinfo.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What may be chosen for a run.
 *
 * @param folder where logs are written
 * @param config the folder of rules
 * @param pagePort port of the page
 * @param controlPlanePort port of the control plane
 * @param statusPort port of the control plane's status pages
 * @param ratings how reviews asks for ratings
 */
public record Settings(Path folder, Path config, int pagePort, int controlPlanePort, int statusPort, Protocol ratings) {

    private static final Set<String> OPTIONS = Set.of("port", "control-plane-port", "status-port", "config", "ratings");

    /** From {@code --name=value}; where a usual port is taken, a free one. */
    public static Settings of(Layout layout, List<String> options) {
        Map<String, String> given = parse(options);
        Path folder = layout.runFolder("bookinfo");
        return new Settings(
                folder,
                Path.of(given.getOrDefault("config", folder.resolve("config").toString()))
                        .toAbsolutePath(),
                port(given, "port", 9080),
                port(given, "control-plane-port", 15010),
                port(given, "status-port", 15014),
                Protocol.valueOf(given.getOrDefault("ratings", "http").toUpperCase(Locale.ROOT)));
    }

    /** A run beside any other: free ports, and a folder of its own. */
    public static Settings apart(Path folder) {
        return new Settings(folder, folder.resolve("config"), Ports.free(), Ports.free(), Ports.free(), Protocol.HTTP);
    }

    private static int port(Map<String, String> given, String option, int usual) {
        String wanted = given.get(option);
        return wanted == null ? Ports.freeOr(usual) : Integer.parseInt(wanted);
    }

    private static Map<String, String> parse(List<String> options) {
        Map<String, String> given = new HashMap<>();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            String name = parts[0].replaceFirst("^--", "");
            if (parts.length != 2 || !OPTIONS.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + option
                        + "; known: --port=, --control-plane-port=, --status-port=, --config=, --ratings=");
            }
            given.put(name, parts[1]);
        }
        return given;
    }
}
