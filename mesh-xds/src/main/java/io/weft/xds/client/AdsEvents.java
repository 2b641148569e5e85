package io.weft.xds.client;

import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;

/** Told what comes over the ADS stream; every call is made by the executor given to {@link AdsClient}. */
public interface AdsEvents {

    /**
     * A resource came that was asked for, and could be read.
     *
     * @param serialized the message as it came, to be remembered
     */
    void received(ResourceKey key, Resource resource, byte[] serialized);

    /** A resource that was asked for does not exist, or its newest version could not be read. */
    void missing(ResourceKey key);

    /** The control plane answers. */
    void connected();

    /** The control plane cannot be reached, or closed the stream; it will be tried again. */
    void disconnected(String why);

    /** A response was accepted whole. */
    void accepted(ResourceType type, String version);

    /** A response was refused; the text names each resource, field and reason. */
    void refused(ResourceType type, String why);
}
