package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/%61%20b, /a%20b",
        "/%61%2Fb?q=%61, /a%2Fb?q=%61",
        "/st%61tic/x.css, /static/x.css",
        "//a/../b, //b",
        "/a/../b/extra?debug=a/../b, /b/extra?debug=a/../b",
        "/../../b, /b",
        "/a/., /a/",
        "/a/.., /",
        "/a/%2e%2E/b, /b",
        "/a/./b, /a/b",
        "/a/.hidden, /a/.hidden",
        "/a/..b, /a/..b",
        "/a/b..,  /a/b..",
        "/a\\b\\..\\c, /a/c",
        "/a%2fb, /a%2fb",
        "/a%zz, /a%zz",
        "/100%, /100%",
        "/a;p=1, /a;p=1",
        "/ä, /%C3%A4",
        "'/a b', /a%20b",
        "/x//y, /x//y",
        "/a#b, /a",
        "/a?q=1#b?c, /a?q=1",
        "*, *"
    })
    void normalisesAsEnvoyDoes(String sent, String normal) {
        assertThat(NormalPath.of(sent)).isEqualTo(normal);
    }

    @Test
    void refusesAPathWithNul() {
        assertThat(NormalPath.of("/a%00b")).isNull();
    }

    @Test
    void leavesANormalPathAsItIs() {
        String path = "/api/v1/products/7?q=%61/../b";
        assertThat(NormalPath.of(path)).isSameAs(path);
    }
}
