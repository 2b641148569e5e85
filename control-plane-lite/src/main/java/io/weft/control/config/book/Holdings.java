package io.weft.control.config.book;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which version of which object is in force, and whose it is.
 *
 * @param held oldest first
 * @param next the creation number of the next new object
 * @param problems between files, and what is kept
 */
record Holdings(Map<ObjectId, Held> held, long next, List<Problem> problems) {

    static final Holdings NONE = new Holdings(Map.of(), 0, List.of());

    /**
     * @param file that defines it
     * @param object its version in force; empty while it is known but never was good
     */
    record Held(String file, long creation, Optional<ConfigObject<?>> object) {}

    Holdings {
        held = Collections.unmodifiableMap(held);
        problems = List.copyOf(problems);
    }

    List<ConfigObject<?>> inForce() {
        List<ConfigObject<?>> objects = new ArrayList<>();
        held.values().forEach(one -> one.object().ifPresent(objects::add));
        return objects;
    }

    /** What is held when the files say this. */
    Holdings after(SortedMap<String, ParsedFile> files, MeshConfig mesh) {
        Update update = new Update(files);
        held.forEach(update::keep);
        files.values().forEach(update::add);
        return update.result(mesh);
    }

    /** One step from the old holdings to the new. */
    private final class Update {

        private final SortedMap<String, ParsedFile> files;
        private final Map<ObjectId, Held> now = new LinkedHashMap<>();
        private final Map<ObjectId, ConfigObject<?>> versions = new HashMap<>();
        private final List<Problem> found = new ArrayList<>();
        private long order = next;

        Update(SortedMap<String, ParsedFile> files) {
            this.files = files;
        }

        /** What was held stays with its file, moves to another that defines it, or goes. */
        void keep(ObjectId id, Held before) {
            ParsedFile own = files.get(before.file());
            boolean defined = own != null && (own.mentions(id) || !own.complete());
            Optional<String> owner = defined
                    ? Optional.of(before.file())
                    : files.values().stream()
                            .filter(file -> file.mentions(id))
                            .map(ParsedFile::file)
                            .findFirst();
            owner.ifPresent(file -> now.put(id, new Held(file, before.creation(), before.object())));
        }

        void add(ParsedFile file) {
            file.mentioned().forEach(id -> {
                Held one = now.computeIfAbsent(id, unknown -> new Held(file.file(), order++, Optional.empty()));
                if (!one.file().equals(file.file())) {
                    twice(id, one, file);
                }
            });
            file.objects().forEach(object -> {
                Held one = now.get(object.id());
                if (one != null && one.file().equals(file.file())) {
                    versions.put(object.id(), object.createdAt(one.creation()));
                }
            });
        }

        private void twice(ObjectId id, Held owner, ParsedFile file) {
            String where = Optional.ofNullable(files.get(owner.file()))
                    .flatMap(first -> first.place(id))
                    .map(Position::toString)
                    .orElse(owner.file());
            found.add(new Problem(
                    Severity.ERROR,
                    Codes.DEFINED_TWICE,
                    file.place(id).orElse(Position.of(file.file())),
                    id.toString(),
                    "",
                    "is defined by " + where + " already; that one stays in force"));
        }

        Holdings result(MeshConfig mesh) {
            HostClaims claims = new HostClaims(mesh);
            Map<ObjectId, Held> result = new LinkedHashMap<>();
            now.forEach((id, one) -> {
                Optional<ConfigObject<?>> version = Optional.ofNullable(versions.get(id));
                Optional<Problem> conflict = version.flatMap(claims::conflict);
                conflict.ifPresent(found::add);
                Optional<ConfigObject<?>> older =
                        one.object().filter(object -> claims.conflict(object).isEmpty());
                Optional<ConfigObject<?>> chosen = conflict.isEmpty() && version.isPresent() ? version : older;
                if (!chosen.equals(version) && chosen.isPresent()) {
                    kept(id, one);
                }
                chosen.ifPresent(claims::claim);
                result.put(id, new Held(one.file(), one.creation(), chosen));
            });
            return new Holdings(result, order, found);
        }

        private void kept(ObjectId id, Held one) {
            Position at = Optional.ofNullable(files.get(one.file()))
                    .flatMap(file -> file.place(id))
                    .orElse(Position.of(one.file()));
            found.add(new Problem(
                    Severity.WARNING, Codes.KEPT, at, id.toString(), "", "the last good version stays in force"));
        }
    }
}
