package io.weft.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {

    @TempDir
    private Path root;

    private final BlockingQueue<FolderChange> changes = new LinkedBlockingQueue<>();
    private ConfigFolder folder;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(root.resolve("a.yaml"), "a: 1");
        Files.writeString(root.resolve("ignored.txt"), "no");
        Files.createDirectory(root.resolve("team"));
        Files.writeString(root.resolve("team/b.yml"), "b: 1");
        folder = ConfigFolder.open(root, 100, changes::add);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void handsOverWhatIsThereFirst() throws Exception {
        assertThat(next().written()).containsOnlyKeys("a.yaml", "team/b.yml");
    }

    @Test
    void tellsWhichFileWasWrittenLast() throws Exception {
        Files.setLastModifiedTime(root.resolve("team/b.yml"), FileTime.fromMillis(1_000));
        assertThat(ConfigFolder.contents(root, 100).keySet()).containsExactly("team/b.yml", "a.yaml");
        Files.setLastModifiedTime(root.resolve("a.yaml"), FileTime.fromMillis(500));
        assertThat(ConfigFolder.contents(root, 100).keySet()).containsExactly("a.yaml", "team/b.yml");
    }

    @Test
    void noticesWritesRenamesAndDeletions() throws Exception {
        next();
        Files.writeString(root.resolve("a.yaml"), "a: 2");
        assertThat(text(next(), "a.yaml")).isEqualTo("a: 2");
        Files.writeString(root.resolve(".new"), "b: 2");
        Files.move(root.resolve(".new"), root.resolve("team/b.yml"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(text(next(), "team/b.yml")).isEqualTo("b: 2");
        Files.delete(root.resolve("a.yaml"));
        assertThat(next().removed()).containsExactly("a.yaml");
    }

    @Test
    void noticesAFolderMadeLater() throws Exception {
        next();
        Files.createDirectory(root.resolve("later"));
        Files.writeString(root.resolve("later/c.yaml"), "c: 1");
        assertThat(text(next(), "later/c.yaml")).isEqualTo("c: 1");
    }

    /** Kubernetes mounts a ConfigMap as symlinks into a folder that it swaps. */
    @Test
    void noticesASymlinkSwap() throws Exception {
        next();
        for (int version = 1; version <= 2; version++) {
            Path data = Files.createDirectory(root.resolve("..v" + version));
            Files.writeString(data.resolve("c.yaml"), "c: " + version);
        }
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(root.resolve("c.yaml"), Path.of("..data/c.yaml"));
        assertThat(text(next(), "c.yaml")).isEqualTo("c: 1");
        Files.createSymbolicLink(root.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(root.resolve("..data_tmp"), root.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(text(next(), "c.yaml")).isEqualTo("c: 2");
    }

    @Test
    void boundsWhatItReads() throws Exception {
        next();
        Files.writeString(root.resolve("a.yaml"), "x".repeat(1_000));
        assertThat(text(next(), "a.yaml")).hasSize(101);
    }

    @Test
    void keepsAllAndComplainsWhenAllVanish() throws Exception {
        next();
        Files.delete(root.resolve("a.yaml"));
        Files.delete(root.resolve("team/b.yml"));
        FolderChange change = next();
        assertThat(change.removed()).isEmpty();
        assertThat(change.trouble()).contains("all files vanished");
        Files.writeString(root.resolve("team/b.yml"), "b: 1");
        FolderChange back = next();
        assertThat(back.trouble()).isEmpty();
    }

    private FolderChange next() throws InterruptedException {
        return Objects.requireNonNull(changes.poll(5, TimeUnit.SECONDS), "no change was noticed");
    }

    private static String text(FolderChange change, String file) {
        return new String(Objects.requireNonNull(change.written().get(file)), UTF_8);
    }
}
