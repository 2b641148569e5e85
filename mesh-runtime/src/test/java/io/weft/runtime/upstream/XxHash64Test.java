package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XxHash64Test {

    /** Published test values of XXH64. */
    @Test
    void hashesAsEverybodyElse() {
        assertThat(XxHash64.hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(XxHash64.hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(XxHash64.hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(XxHash64.hash("foo")).isEqualTo(0x33BF00A859C4BA3FL);
        assertThat(XxHash64.hash("The quick brown fox jumps over the lazy dog")).isEqualTo(0x0B242D361FDA71BCL);
    }

    @Test
    void hashesByTheSeed() {
        assertThat(XxHash64.hash("10.0.0.1:9080", 1)).isNotEqualTo(XxHash64.hash("10.0.0.1:9080", 0));
    }
}
