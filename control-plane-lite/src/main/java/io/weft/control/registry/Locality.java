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

    /** Whether it lies within {@code region/zone/subzone}, where {@code *} and parts that are missing stand for any. */
    public boolean within(String pattern) {
        Locality wanted = parse(pattern);
        return (wanted.region.equals("*") || wanted.region.equals(region))
                && matches(wanted.zone, zone)
                && matches(wanted.subZone, subZone);
    }

    private static boolean matches(String wanted, String part) {
        return wanted.isEmpty() || wanted.equals("*") || wanted.equals(part);
    }

    /** How far another one is: 0 for the same, 1 for the same zone, 2 for the same region, else 3. */
    public int distance(Locality other) {
        if (!region.equals(other.region)) {
            return 3;
        }
        if (!zone.equals(other.zone)) {
            return 2;
        }
        return subZone.equals(other.subZone) ? 0 : 1;
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
