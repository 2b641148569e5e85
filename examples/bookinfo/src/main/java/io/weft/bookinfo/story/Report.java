package io.weft.bookinfo.story;

import java.util.List;

/** What became of a story's promises. */
public record Report(String name, List<Check> checks) {

    public Report {
        checks = List.copyOf(checks);
    }

    /**
     * One promise.
     *
     * @param promise what should be seen
     * @param kept whether it was
     * @param seen what was seen
     */
    public record Check(String promise, boolean kept, String seen) {}

    public boolean kept() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::kept);
    }
}
