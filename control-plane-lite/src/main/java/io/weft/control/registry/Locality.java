package io.weft.control.registry;

/** Where a workload runs, from large to small; parts that are not known are empty. */
public record Locality(String region, String zone, String subZone) implements Comparable<Locality> {

    /** Not known. */
    public static final Locality UNKNOWN = new Locality("", "", "");

    /** Reads Istio's {@code region/zone/subzone}; parts may be missing from the end. */
    public static Locality parse(String text) {
        String[] parts = text.split("/", 3);
        return new Locality(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    @Override
    public int compareTo(Locality other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return region + "/" + zone + "/" + subZone;
    }
}
