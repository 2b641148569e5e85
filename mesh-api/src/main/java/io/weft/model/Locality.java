package io.weft.model;

/** Where something runs; empty parts are unknown (Envoy's Locality). */
public record Locality(String region, String zone, String subZone) {

    public static final Locality UNKNOWN = new Locality("", "", "");

    /** Istio's way of writing it: {@code region/zone/subzone}, later parts optional. */
    public static Locality parse(String text) {
        String[] parts = text.split("/", 3);
        return new Locality(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    @Override
    public String toString() {
        return subZone.isEmpty() ? zone.isEmpty() ? region : region + "/" + zone : region + "/" + zone + "/" + subZone;
    }
}
