package io.weft.xds.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsenceRuleTest {

    private final AbsenceRule rule = new AbsenceRule();

    @Test
    void knowsFromTheFirstResponseWhatTheFirstRequestAskedInVain() {
        rule.requested("", Set.of("a", "b"));
        assertThat(rule.responded("n1", Set.of("a")).missing()).containsExactly("b");
        assertThat(rule.waiting()).isFalse();
    }

    @Test
    void doubtsANameThatMayHaveCrossedWithTheResponse() {
        rule.requested("", Set.of("a"));
        rule.requested("", Set.of("a", "b"));
        AbsenceRule.Verdict verdict = rule.responded("n1", Set.of("a"));
        assertThat(verdict.missing()).isEmpty();
        assertThat(verdict.doubtful()).containsExactly("b");
        assertThat(rule.stillDoubtful("b")).isTrue();
        assertThat(rule.stillDoubtful("b")).as("told once").isFalse();
    }

    @Test
    void forgetsItsDoubtWhenTheNextResponseHasTheName() {
        rule.requested("", Set.of("a"));
        rule.requested("", Set.of("a", "b"));
        rule.responded("n1", Set.of("a"));
        rule.requested("n1", Set.of("a", "b"));
        assertThat(rule.responded("n2", Set.of("a", "b")).missing()).isEmpty();
        assertThat(rule.stillDoubtful("b")).isFalse();
    }

    @Test
    void isCertainOnceTheAcknowledgementHeldTheName() {
        rule.requested("", Set.of("a"));
        rule.responded("n1", Set.of("a"));
        rule.requested("n1", Set.of("a", "b"));
        assertThat(rule.responded("n2", Set.of("a")).missing()).containsExactly("b");
    }

    @Test
    void asksAgainOnANewStream() {
        rule.requested("", Set.of("a"));
        rule.responded("n1", Set.of());
        rule.opened();
        rule.requested("", Set.of("a"));
        assertThat(rule.waiting()).isTrue();
        assertThat(rule.responded("n1", Set.of("a")).missing()).isEmpty();
    }

    @Test
    void doesNotLookIntoResponsesWhileAllIsAnswered() {
        rule.requested("", Set.of("a"));
        rule.responded("n1", Set.of("a"));
        rule.requested("n1", Set.of("a"));
        assertThat(rule.waiting()).isFalse();
    }
}
