package io.weft.control.config.book;

import io.weft.control.config.MeshConfig;

/**
 * The verdict on a single object as Istio's own validation would see it: on its own,
 * without a namespace unless it names one.
 */
public final class ObjectCheck {

    private static final MeshConfig NO_NAMESPACE = new MeshConfig(
            MeshConfig.DEFAULT.rootNamespace(),
            MeshConfig.DEFAULT.domain(),
            "",
            MeshConfig.DEFAULT.outboundTrafficPolicy());

    private ObjectCheck() {}

    /** Refused if it {@linkplain ParsedFile#hasErrors has errors}. */
    public static ParsedFile check(String file, byte[] bytes) {
        return new ConfigReader(NO_NAMESPACE).parse(file, bytes);
    }
}
