package io.weft.control.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void writesWhatPagesAreMadeOf() {
        assertThat(Json.of(Map.of("a", List.of(1, true, "say \"hi\"\n\\"))))
                .isEqualTo("{\"a\":[1,true,\"say \\\"hi\\\"\\u000a\\\\\"]}");
    }
}
