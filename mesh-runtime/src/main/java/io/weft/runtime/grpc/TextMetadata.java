package io.weft.runtime.grpc;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Metadata as it travels: names and text, binary values in base64. What metadata cannot hold is left alone. */
final class TextMetadata {

    /** So many names are kept. Those of rules and of trace headers come with every call, and are few. */
    private static final int MOST_KEYS = 1_000;

    /** Made once each: gRPC checks every character of a name. */
    private static final ConcurrentHashMap<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

    private TextMetadata() {}

    /** Several values joined by a comma; null for none. */
    static @Nullable String read(Metadata metadata, String name) {
        // Most of the headers that rules ask for are not there.
        return isPossible(name) && metadata.containsKey(key(name)) ? String.join(",", values(metadata, name)) : null;
    }

    /** One by one, in the order they travel. */
    static List<String> values(Metadata metadata, String name) {
        if (!isPossible(name)) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        if (isBinary(name)) {
            Iterable<byte[]> all = metadata.getAll(binary(name));
            if (all != null) {
                all.forEach(
                        value -> values.add(Base64.getEncoder().withoutPadding().encodeToString(value)));
            }
        } else {
            Iterable<String> all = metadata.getAll(text(name));
            if (all != null) {
                all.forEach(values::add);
            }
        }
        return values;
    }

    static void add(Metadata metadata, String name, String value) {
        if (!isPossible(name)) {
            return;
        }
        if (isBinary(name)) {
            try {
                metadata.put(binary(name), Base64.getDecoder().decode(value));
            } catch (IllegalArgumentException notBase64) {
                return;
            }
        } else {
            metadata.put(text(name), value);
        }
    }

    static void remove(Metadata metadata, String name) {
        if (isPossible(name)) {
            if (isBinary(name)) {
                metadata.discardAll(binary(name));
            } else {
                metadata.discardAll(text(name));
            }
        }
    }

    /** Pseudo headers and Host are not metadata in gRPC. */
    private static boolean isPossible(String name) {
        return !name.isEmpty() && name.charAt(0) != ':' && !name.equals("host");
    }

    private static boolean isBinary(String name) {
        return name.endsWith(Metadata.BINARY_HEADER_SUFFIX) && name.length() > Metadata.BINARY_HEADER_SUFFIX.length();
    }

    private static Metadata.Key<byte[]> binary(String name) {
        return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    }

    private static Metadata.Key<String> text(String name) {
        Metadata.Key<String> known = KEYS.get(name);
        if (known != null) {
            return known;
        }
        Metadata.Key<String> made = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        if (KEYS.size() < MOST_KEYS) {
            KEYS.put(name, made);
        }
        return made;
    }

    private static Metadata.Key<?> key(String name) {
        return isBinary(name) ? binary(name) : text(name);
    }
}
