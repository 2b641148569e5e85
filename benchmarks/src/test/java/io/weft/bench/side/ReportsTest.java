package io.weft.bench.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One comparison with figures made up so that all that follows from them can be told by heart. */
class ReportsTest {

    private static final Comparison SEEN = new Comparison(
            "a machine with \"two\" cores",
            List.of(
                    result(Contenders.AS_BOOT_PICKS, 1_000, round(100, 80), round(200, 160), round(400, 320)),
                    result(Contenders.MESHED_REST, 1_500, round(50, 20), round(80, 40), round(400, 160))),
            List.of(
                    result(Contenders.PLAIN_GRPC, 10_000, round(40, 30)),
                    result(Contenders.STOCK_XDS, 13_000, round(60, 60)),
                    result(Contenders.MESHED_GRPC, 11_000, round(45, 40))),
            Map.of(Contenders.MESHED_REST, 0),
            List.of("armeria: not built"));

    @Test
    void aRatioIsTheMedianOfTheRoundsRatios() {
        Result.Ratio ratio = SEEN.result(Contenders.MESHED_REST).to(SEEN.result(Contenders.AS_BOOT_PICKS), Round::p50);

        assertThat(ratio).isEqualTo(new Result.Ratio(0.5, 0.4, 1.0));
    }

    @Test
    void theTextTellsEverySystemBesideTheFirstOfItsGroup() {
        String text = Report.text(SEEN);

        assertThat(text.lines()).anyMatch(line -> line.matches("RestClient in the mesh +80.0 .* 0.50 +0.25"));
        assertThat(text)
                .contains("p50 0.50 (0.40 to 1.00), CPU 0.25 (0.25 to 0.50)")
                .contains("CPU +10.0 / +30.0 us = 0.33, allocation +1,000.0 / +3,000.0 bytes = 0.33")
                .contains("not measured: armeria: not built");
    }

    @Test
    void aFewSystemsAreTakenByWordsOfTheirNames() {
        Effort few = new Effort(1, 1, 1, 0, Effort.words("stock,BOOT"));

        assertThat(few.takes(contender(Contenders.STOCK_XDS))).isTrue();
        assertThat(few.takes(contender(Contenders.AS_BOOT_PICKS))).isTrue();
        assertThat(few.takes(contender(Contenders.MESHED_GRPC))).isFalse();
        assertThat(new Effort(1, 1, 1, 0, Effort.words("")).takes(contender(Contenders.MESHED_GRPC)))
                .isTrue();
    }

    @Test
    void aFewSystemsGetNoVerdictOnOthers() {
        Comparison few = new Comparison(SEEN.machine(), SEEN.http().subList(1, 2), List.of(), Map.of(), List.of());

        assertThat(Report.text(few))
                .contains(Contenders.MESHED_REST)
                .doesNotContain("plain gRPC", "as Boot picks it", "refuses");
    }

    @Test
    void theJsonHoldsAllRounds() {
        JsonNode json = JsonMapper.shared().readTree(Json.of(SEEN));

        assertThat(json.path("machine").asString()).isEqualTo(SEEN.machine());
        JsonNode meshed = json.path("http").get(1);
        assertThat(meshed.path("name").asString()).isEqualTo(Contenders.MESHED_REST);
        assertThat(meshed.path("closed").path("p50").values()).hasSize(3);
        assertThat(meshed.path("bytes").asDouble()).isEqualTo(1_500);
        assertThat(json.path("deadEndpoint").get(0).path("failures").asInt(-1)).isZero();
    }

    @Test
    void theChartHasTwoBarsForEverySystemInProportion() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Chart.of(SEEN).getBytes(StandardCharsets.UTF_8)));

        NodeList bars = svg.getElementsByTagName("rect");
        // The first is the background.
        assertThat(bars.getLength()).isEqualTo(1 + 2 * 5);
        assertThat(width(bars, 3) / width(bars, 1)).isCloseTo(80.0 / 200, within(0.01));
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
    }

    private static Round round(double p50, double cpu) {
        return new Round(p50, 2 * p50, cpu);
    }

    private static Contender contender(String name) {
        return new Contender(name, "", "", List.of());
    }

    private static Result result(String name, double bytes, Round... closed) {
        return new Result(name, List.of(closed), List.of(), bytes);
    }
}
