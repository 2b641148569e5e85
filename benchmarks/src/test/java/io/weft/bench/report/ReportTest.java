package io.weft.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private final Table table = new Table("one call", "ns", "bytes");
    private final Report report = new Report("engine", "The engine", "a machine", List.of(table), "By hand.\n");

    @Test
    void tellsWhatWasMeasuredAndHow() {
        table.row("anchor", 7.5, 0.0);
        table.row("call", 1_234.56, Double.NaN);

        assertThat(report.text()).startsWith("a machine\n");
        assertThat(report.text().lines())
                .anyMatch(line -> line.matches(" *anchor +7\\.50 +0\\.00"))
                .anyMatch(line -> line.matches(" *call +1,234\\.6 +-"));
        assertThat(report.markdown()).contains("`./weft bench engine`", report.text(), "By hand.");
    }

    @Test
    void theJsonLeavesOutWhatWasNotMeasured() {
        table.row("call", 1.25, Double.NaN);

        JsonNode row = JsonMapper.shared()
                .readTree(report.json())
                .path("tables")
                .get(0)
                .path("rows")
                .get(0);

        assertThat(row.path("name").asString()).isEqualTo("call");
        assertThat(row.path("ns").asDouble()).isEqualTo(1.25);
        assertThat(row.has("bytes")).isFalse();
    }
}
