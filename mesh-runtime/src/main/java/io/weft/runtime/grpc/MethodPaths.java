package io.weft.runtime.grpc;

import io.grpc.MethodDescriptor;
import java.util.concurrent.ConcurrentHashMap;

/** What methods are called on the wire, made once each. */
final class MethodPaths {

    /** So many are kept: a proxy may make up descriptors as it goes. */
    private static final int MOST = 1_000;

    private static final ConcurrentHashMap<String, String> PATHS = new ConcurrentHashMap<>();

    private MethodPaths() {}

    static String of(MethodDescriptor<?, ?> method) {
        String name = method.getFullMethodName();
        String known = PATHS.get(name);
        if (known != null) {
            return known;
        }
        String path = "/" + name;
        if (PATHS.size() < MOST) {
            PATHS.put(name, path);
        }
        return path;
    }
}
