package io.weft.control.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsTest {

    @Test
    void spellsAServiceShorterTheNearerTheCaller() {
        assertThat(Hosts.domains("a.b.svc.cluster.local", "b"))
                .containsExactlyInAnyOrder("a.b.svc.cluster.local", "a", "a.b", "a.b.svc");
        assertThat(Hosts.domains("a.b.svc.cluster.local", "c"))
                .containsExactlyInAnyOrder("a.b.svc.cluster.local", "a.b", "a.b.svc");
    }

    @Test
    void spellsOtherHostsAsTheyAre() {
        assertThat(Hosts.domains("api.example.com", "b")).containsExactly("api.example.com");
    }

    @Test
    void everyShortSpellingLeadsBack() {
        for (String called : Hosts.domains("a.b.svc.cluster.local", "b")) {
            assertThat(Hosts.candidates(called, "b", "cluster.local")).contains("a.b.svc.cluster.local");
        }
    }

    @Test
    void aWildcardHoldsWhateverEndsAlike() {
        assertThat(Hosts.within("a.example.com", "*.example.com")).isTrue();
        assertThat(Hosts.within("example.com", "*.example.com")).isFalse();
        assertThat(Hosts.within("*.a.example.com", "*.example.com")).isTrue();
        assertThat(Hosts.within("anything", "*")).isTrue();
        assertThat(List.of("*.com", "*")).noneMatch(pattern -> Hosts.within(pattern, "*.example.com"));
    }
}
