package io.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever speaks one protocol need not have the other's libraries. */
class OptionalLibrariesTest {

    @ParameterizedTest
    @ValueSource(strings = {"io.grpc.", "org.apache.hc.", "io.micrometer.", "reactor."})
    void startsWithout(String library) throws Exception {
        try (Without loader = new Without(library)) {
            Callable<?> starter = (Callable<?>)
                    loader.loadClass(Starter.class.getName()).getConstructor().newInstance();

            assertThat(starter.call()).isEqualTo("PROXYLESS");
        }
    }

    /** What an application does. */
    public static final class Starter implements Callable<String> {

        @Override
        public String call() {
            try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, new HandSource())) {
                return mesh.mode().name();
            }
        }
    }

    /** The class path of this test, a library taken away. */
    private static final class Without extends URLClassLoader {

        private final String prefix;

        Without(String prefix) {
            super(
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Without::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
            this.prefix = prefix;
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(prefix)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
