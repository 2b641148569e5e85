package io.weft.bookinfo.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that the control plane watches. One file per object, so that applying an object again replaces it.
 *
 * @param path the folder
 * @param rules where rule files are found by name
 */
public record ConfigFolder(Path path, Path rules) {

    /** What every run begins with: the services, and their subsets. */
    private static final List<String> BASE = List.of("bookinfo", "destination-rule-all");

    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---[ \\t]*$");
    private static final Pattern KIND = Pattern.compile("(?m)^kind:[ ]*(\\S+)");
    private static final Pattern NAME = Pattern.compile("(?m)^metadata:[ ]*\\n(?:[ ]+.*\\n)*?[ ]+name:[ ]*(\\S+)");

    /** Makes the folder, with the services and their subsets; what else lies in it stays. */
    void begin() throws IOException {
        Files.createDirectories(path);
        BASE.forEach(this::apply);
    }

    /** Applies all objects of a rule file, given by its name or its path. */
    public void apply(String rule) {
        Path known = rules.resolve(rule + ".yaml");
        documents(Files.exists(known) ? known : Path.of(rule)).forEach(this::write);
    }

    /** The text of a rule file. */
    public String text(String rule) {
        try {
            return Files.readString(rules.resolve(rule + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Applies objects given as text. */
    public void applyText(String yaml) {
        documents(yaml).forEach(this::write);
    }

    /** Removes an object that was applied. */
    public void delete(String kind, String name) {
        remove(path.resolve(fileName(kind, name)));
    }

    /** Files beside those that every run begins with. */
    public List<String> others() {
        Set<String> base = BASE.stream()
                .flatMap(rule -> documents(rules.resolve(rule + ".yaml")))
                .map(ConfigFolder::fileName)
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !base.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Back to the beginning: the services and their subsets, and no other object. */
    public void reset() {
        others().forEach(name -> remove(path.resolve(name)));
        BASE.forEach(this::apply);
    }

    private static Stream<String> documents(Path file) {
        try {
            return documents(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rule file " + file, e);
        }
    }

    private static Stream<String> documents(String yaml) {
        return DOCUMENT.splitAsStream(yaml).filter(text -> KIND.matcher(text).find());
    }

    /** Written beside and moved in place: the control plane never reads half a file. */
    private void write(String document) {
        Path file = path.resolve(fileName(document));
        Path draft = path.resolve("." + file.getFileName() + ".draft");
        try {
            Files.writeString(draft, document);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fileName(String document) {
        return fileName(first(KIND, document), first(NAME, document));
    }

    private static String fileName(String kind, String name) {
        return kind.toLowerCase(Locale.ROOT) + "-" + name + ".yaml";
    }

    private static String first(Pattern pattern, String document) {
        Matcher matcher = pattern.matcher(document);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No " + pattern + " in:\n" + document);
        }
        return matcher.group(1);
    }
}
