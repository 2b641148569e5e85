package io.weft.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:9080", "localhost:80", "[::1]:15010"})
    void readsWhatItWrites(String text) {
        assertThat(Address.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:", ":80", "localhost:http", "[::1]"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageContaining(text);
    }

    @Test
    void keepsAnIpv6AddressWithoutBrackets() {
        assertThat(Address.parse("[::1]:80").host()).isEqualTo("::1");
    }
}
