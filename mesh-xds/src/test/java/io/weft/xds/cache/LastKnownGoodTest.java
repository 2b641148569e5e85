package io.weft.xds.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.xds.Messages;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastKnownGoodTest {

    private static final ResourceKey KEY = ResourceKey.endpoints("c");

    @TempDir
    private Path folder;

    @Test
    void remembersOverARestart() {
        write("mesh", 7001);
        assertThat(read("mesh")).map(Resource::name).contains("c");
    }

    @Test
    void replacesAndForgets() {
        write("mesh", 7001);
        try (LastKnownGood cache = LastKnownGood.in(folder, "mesh")) {
            cache.remove(KEY);
        }
        assertThat(read("mesh")).isEmpty();
    }

    @Test
    void keepsWhatWasNotAskedForInThisRun() {
        write("mesh", 7001);
        try (LastKnownGood cache = LastKnownGood.in(folder, "mesh")) {
            cache.put(ResourceKey.endpoints("d"), Messages.endpoints("d", 1).toByteArray());
        }
        assertThat(read("mesh")).isPresent();
    }

    @Test
    void ignoresWhatIsOfAnotherMesh() {
        write("mesh", 7001);
        assertThat(read("other")).isEmpty();
    }

    @Test
    void ignoresEveryDamagedFile() throws IOException {
        write("mesh", 7001);
        Path file = folder.resolve("last-known-good.weft");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x40;
            Files.write(file, damaged);
            assertThat(read("mesh")).as("byte %d", i).isEmpty();
            Files.write(file, java.util.Arrays.copyOf(whole, i));
            assertThat(read("mesh")).as("cut at %d", i).isEmpty();
        }
    }

    private void write(String scope, int port) {
        try (LastKnownGood cache = LastKnownGood.in(folder, scope)) {
            cache.put(KEY, Messages.endpoints("c", port).toByteArray());
        }
    }

    private Optional<Resource> read(String scope) {
        try (LastKnownGood cache = LastKnownGood.in(folder, scope)) {
            return cache.get(KEY);
        }
    }
}
