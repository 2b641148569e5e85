package io.weft.control.config.book;

import io.weft.control.config.MeshConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A book, and files written to it one after another. */
abstract class BookBed {

    ConfigBook book = ConfigBook.empty(MeshConfig.DEFAULT);

    void write(String file, String text) {
        book = book.with(Map.of(file, bytes(text)), Set.of());
    }

    void remove(String file) {
        book = book.with(Map.of(), Set.of(file));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<String> subsets() {
        return book.snapshot().virtualServices().stream()
                .map(object -> object.meta().name() + " "
                        + object.spec()
                                .http()
                                .get(0)
                                .route()
                                .get(0)
                                .destination()
                                .subset()
                                .orElse(""))
                .toList();
    }

    List<String> problems() {
        return book.problems().stream().map(Object::toString).toList();
    }

    static String route(String name, String host, String subset) {
        return String.join(
                "\n",
                Arrays.asList(
                        "apiVersion: networking.istio.io/v1",
                        "kind: VirtualService",
                        "metadata: {name: " + name + "}",
                        "spec:",
                        "  hosts: [" + host + "]",
                        "  http:",
                        "  - route:",
                        "    - destination: {host: " + host + ",",
                        "        subset: " + subset + "}",
                        ""));
    }
}
