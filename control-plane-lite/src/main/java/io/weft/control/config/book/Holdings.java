package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.Kind;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which version of which object is in force.
 *
 * @param held mesh-wide settings first, then oldest first
 * @param next the creation number of the next new object
 * @param problems between files, and what is kept
 */
record Holdings(Map<ObjectId, Held> held, long next, List<Problem> problems) {

    static final Holdings NONE = new Holdings(Map.of(), 0, List.of());

    /** @param object its version in force; empty while it is known but never was good */
    record Held(long creation, Optional<ConfigObject<?>> object) {}

    /**
     * What a file says of an object.
     *
     * @param object empty if it is wrong there
     */
    private record Definition(Position place, Optional<ConfigObject<?>> object) {}

    Holdings {
        held = Collections.unmodifiableMap(held);
        problems = List.copyOf(problems);
    }

    List<ConfigObject<?>> inForce() {
        List<ConfigObject<?>> objects = new ArrayList<>();
        held.values().forEach(one -> one.object().ifPresent(objects::add));
        return objects;
    }

    /**
     * What is held when the files say this.
     *
     * @param files least recently written first
     */
    Holdings after(Collection<ParsedFile> files, MeshConfig mesh) {
        return new Update(files, mesh).result();
    }

    /** One step from the old holdings to the new. */
    private final class Update {

        /** Of each object, the one written last comes first. */
        private final Map<ObjectId, List<Definition>> definitions = new HashMap<>();

        /** When each object became known, oldest first. */
        private final Map<ObjectId, Long> creations = new LinkedHashMap<>();

        private final Claims claims;
        private final List<Problem> found = new ArrayList<>();
        private long order = next;

        Update(Collection<ParsedFile> files, MeshConfig mesh) {
            claims = new Claims(mesh);
            files.forEach(this::define);
            held.forEach((id, before) -> {
                if (definitions.containsKey(id)) {
                    creations.put(id, before.creation());
                }
            });
            files.stream()
                    .sorted(Comparator.comparing(ParsedFile::file))
                    .flatMap(file -> file.places().keySet().stream())
                    .forEach(id -> creations.computeIfAbsent(id, unknown -> order++));
        }

        private void define(ParsedFile file) {
            Map<ObjectId, ConfigObject<?>> good =
                    file.objects().stream().collect(Collectors.toMap(ConfigObject::id, object -> object));
            file.places()
                    .forEach((id, place) -> definitions
                            .computeIfAbsent(id, unknown -> new ArrayList<>())
                            .add(0, new Definition(place, Optional.ofNullable(good.get(id)))));
        }

        Holdings result() {
            Map<ObjectId, Held> result = new LinkedHashMap<>();
            // What the mesh says of exportTo decides which VirtualServices conflict.
            Stream.of(true, false)
                    .flatMap(
                            first -> creations.entrySet().stream().filter(entry -> isSettings(entry.getKey()) == first))
                    .forEach(entry -> result.put(entry.getKey(), hold(entry.getKey(), entry.getValue())));
            return new Holdings(result, order, found);
        }

        private static boolean isSettings(ObjectId id) {
            return id.kind() == Kind.MESH_CONFIG;
        }

        private Held hold(ObjectId id, long creation) {
            List<Definition> said = definitions.getOrDefault(id, List.of());
            said.stream().skip(1).forEach(older -> outdated(id, older, said.get(0)));
            Optional<ConfigObject<?>> chosen = choose(id, said).map(object -> object.createdAt(creation));
            chosen.ifPresent(claims::claim);
            return new Held(creation, chosen);
        }

        /** What was written last, if it can be in force; else what is in force; else what was written before. */
        private Optional<ConfigObject<?>> choose(ObjectId id, List<Definition> said) {
            Definition last = said.get(0);
            Optional<Problem> conflict = last.object().flatMap(claims::conflict);
            conflict.ifPresent(found::add);
            if (last.object().isPresent() && conflict.isEmpty()) {
                return last.object();
            }
            Optional<ConfigObject<?>> kept = Stream.concat(
                            Stream.ofNullable(held.get(id)).map(Held::object),
                            said.stream().skip(1).map(Definition::object))
                    .flatMap(Optional::stream)
                    .filter(object -> claims.conflict(object).isEmpty())
                    .findFirst();
            kept.ifPresent(
                    object -> found.add(problem(Codes.KEPT, id, last.place(), "the last good version stays in force")));
            return kept;
        }

        private void outdated(ObjectId id, Definition older, Definition last) {
            found.add(problem(
                    Codes.DEFINED_TWICE,
                    id,
                    older.place(),
                    "is defined by " + last.place() + " too, which was written later and counts; keep one of the two"));
        }

        private Problem problem(String code, ObjectId id, Position place, String message) {
            return new Problem(Severity.WARNING, code, place, id.toString(), "", message);
        }
    }
}
