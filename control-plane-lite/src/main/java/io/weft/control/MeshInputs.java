package io.weft.control;

import io.weft.control.analyze.Analysis;
import io.weft.control.config.Codes;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.book.ConfigBook;
import io.weft.control.registry.Registry;
import io.weft.control.store.FolderChange;
import io.weft.control.translate.MeshView;
import io.weft.control.translate.Translator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the mesh is made of, and the view that was made of it last. For one thread at a time. */
final class MeshInputs {

    /** What the parser takes at most. */
    static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

    private final String folder;
    private ConfigBook book;
    private Registry registry = Registry.EMPTY;
    private String trouble = "";
    private Optional<MeshView> view = Optional.empty();

    MeshInputs(String folder, MeshConfig mesh) {
        this.folder = folder;
        this.book = ConfigBook.empty(mesh);
    }

    void accept(FolderChange change) {
        trouble = change.trouble();
        book = book.with(change.written(), change.removed());
    }

    void accept(Registry next) {
        registry = next;
    }

    Registry registry() {
        return registry;
    }

    /** The view of the mesh as it is now. */
    MeshView translate() {
        MeshView now = Translator.translate(book.snapshot(), registry, view);
        view = Optional.of(now);
        return now;
    }

    /** False if clients are still told of clusters that are gone. */
    boolean isSettled() {
        return view.map(MeshView::isSettled).orElse(true);
    }

    /** Forgets the clusters that are gone. */
    void settle() {
        view = view.map(now -> now.settled(registry));
    }

    /** What is wrong with the folder, its files and what they say of each other, by place. */
    List<Problem> problems() {
        Stream<Problem> ofFolder = trouble.isEmpty()
                ? Stream.empty()
                : Stream.of(new Problem(Severity.ERROR, Codes.UNREADABLE, Position.of(folder), "", "", trouble));
        Stream<Problem> ofReferences = view.stream().flatMap(now -> now.problems().stream());
        return Stream.of(
                        ofFolder,
                        book.problems().stream(),
                        Analysis.of(book.snapshot(), registry).stream(),
                        ofReferences)
                .flatMap(problems -> problems)
                .distinct()
                .sorted()
                .toList();
    }
}
