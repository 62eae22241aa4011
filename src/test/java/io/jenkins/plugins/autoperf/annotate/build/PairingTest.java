package io.jenkins.plugins.autoperf.annotate.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.autoperf.annotate.build.Pairing.Pair;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static AnnotatedFunction function(String region, String signature) {
        String name = signature.replaceFirst("\\(.*", "");
        return new AnnotatedFunction(region, name, signature, "a.c", 1, "line 1 changed");
    }

    private static AnnotatedFunction visible(String signature) {
        return function(signature, signature);
    }

    @Test
    void theSameSignatureIsTheSameFunction() {
        AnnotatedFunction before = visible("n::f(int)");
        AnnotatedFunction overload = visible("n::f(long)");
        Pairing pairing = Pairing.of(List.of(before, overload), List.of(visible("n::f(long)"), visible("n::f(int)")));
        assertThat(pairing.pairs()).allSatisfy(pair -> assertThat(pair.reference()).isEqualTo(pair.candidate())).hasSize(2);
        assertThat(pairing.added()).isEmpty();
        assertThat(pairing.vanished()).isEmpty();
    }

    @Test
    void aStaticFunctionIsKnownAgainInAnotherFile() {
        AnnotatedFunction before = function("old.c:f(int)", "f(int)");
        AnnotatedFunction after = function("new.c:f(int)", "f(int)");
        assertThat(Pairing.of(List.of(before), List.of(after)).pairs()).containsExactly(new Pair(before, after));
    }

    @Test
    void aFunctionIsKnownAgainInAnotherNamespaceAndWithOtherParameters() {
        AnnotatedFunction moved = visible("old::f(int)");
        AnnotatedFunction grown = visible("n::g(int)");
        AnnotatedFunction movedNow = visible("fresh::f(int)");
        AnnotatedFunction grownNow = visible("n::g(int, int)");
        assertThat(Pairing.of(List.of(moved, grown), List.of(movedNow, grownNow)).pairs())
                .containsExactlyInAnyOrder(new Pair(moved, movedNow), new Pair(grown, grownNow));
    }

    @Test
    void whereSeveralMightBeMeantNoneIsTaken() {
        Pairing pairing = Pairing.of(List.of(visible("a::f(int)"), visible("b::f(int)")), List.of(visible("c::f(int)")));
        assertThat(pairing.pairs()).isEmpty();
        assertThat(pairing.added()).hasSize(1);
        assertThat(pairing.vanished()).hasSize(2);
    }

    @Test
    void aFunctionIsCalledByItsNameUnlessAnotherHasTheSame() {
        AnnotatedFunction alone = visible("n::alone(int)");
        AnnotatedFunction one = visible("n::f(int)");
        AnnotatedFunction two = visible("n::f(long)");
        AnnotatedFunction here = function("a.c:s(int)", "s(int)");
        AnnotatedFunction there = function("b.c:s(int)", "s(int)");
        Pairing pairing = Pairing.of(List.of(), List.of(alone, one, two, here, there));
        assertThat(pairing.candidateLabels()).containsEntry("n::alone(int)", "n::alone").containsEntry("n::f(int)", "n::f(int)")
                .containsEntry("n::f(long)", "n::f(long)").containsEntry("a.c:s(int)", "a.c:s(int)").containsEntry("b.c:s(int)", "b.c:s(int)");
    }

    @Test
    void bothVersionsCallAPairAlike() {
        Pairing pairing = Pairing.of(List.of(function("old.c:f(int)", "f(int)")), List.of(function("new.c:f(int)", "f(int)")));
        assertThat(pairing.referenceLabels()).containsExactly(Map.entry("old.c:f(int)", "f"));
        assertThat(pairing.candidateLabels()).containsExactly(Map.entry("new.c:f(int)", "f"));
    }
}
