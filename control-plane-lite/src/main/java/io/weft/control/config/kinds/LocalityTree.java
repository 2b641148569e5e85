package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Localities, {@code region/zone/subzone} with {@code *} for all below, of which no two may overlap. */
final class LocalityTree {

    private final Findings findings;
    private final List<List<String>> known = new ArrayList<>();

    LocalityTree(Findings findings) {
        this.findings = findings;
    }

    void add(Node locality) {
        String text = locality.text();
        int star = text.indexOf('*');
        List<String> parts = Arrays.asList(text.split("/", 3));
        if (star >= 0 && star != text.length() - 1) {
            findings.error(locality, "in `" + text + "` the wildcard must stand at the end");
        } else if (parts.contains("")) {
            findings.error(locality, "`" + text + "` is not a locality; write region/zone/subzone");
        } else if (known.stream().anyMatch(other -> overlap(other, parts))) {
            findings.error(locality, "`" + text + "` overlaps with one before it");
        } else {
            known.add(parts);
        }
    }

    private static boolean overlap(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (left.get(i).equals("*") || right.get(i).equals("*")) {
                return true;
            }
            if (!left.get(i).equals(right.get(i))) {
                return false;
            }
        }
        return true;
    }
}
