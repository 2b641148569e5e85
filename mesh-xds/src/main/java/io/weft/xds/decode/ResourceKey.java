package io.weft.xds.decode;

/** What a resource is asked for by. */
public record ResourceKey(ResourceType type, String name) {

    public static ResourceKey listener(String name) {
        return new ResourceKey(ResourceType.LDS, name);
    }

    public static ResourceKey routes(String name) {
        return new ResourceKey(ResourceType.RDS, name);
    }

    public static ResourceKey cluster(String name) {
        return new ResourceKey(ResourceType.CDS, name);
    }

    public static ResourceKey endpoints(String name) {
        return new ResourceKey(ResourceType.EDS, name);
    }

    @Override
    public String toString() {
        return type + " " + name;
    }
}
