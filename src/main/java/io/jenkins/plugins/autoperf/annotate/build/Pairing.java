package io.jenkins.plugins.autoperf.annotate.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which function of the candidate is which of the reference: the one of the same name and signature, even if its file, its
 * namespace or class, or its parameters are others now.
 *
 * @param pairs functions of both versions
 * @param added functions of the candidate alone
 * @param vanished functions of the reference alone
 */
public record Pairing(List<Pair> pairs, List<AnnotatedFunction> added, List<AnnotatedFunction> vanished) {
    /** One function in both versions. */
    public record Pair(AnnotatedFunction reference, AnnotatedFunction candidate) {}

    /** From the surest likeness to the weakest; beyond the first, only where it leaves no choice. */
    private static final List<Function<AnnotatedFunction, String>> LIKENESSES = List.of(
            AnnotatedFunction::region,
            AnnotatedFunction::signature,
            AnnotatedFunction::ownSignature,
            AnnotatedFunction::name);

    static Pairing of(Collection<AnnotatedFunction> reference, Collection<AnnotatedFunction> candidate) {
        return of(reference, candidate, LIKENESSES);
    }

    /** @param likenesses texts that are the same of a function in both versions, from the surest to the weakest */
    static Pairing of(
            Collection<AnnotatedFunction> reference,
            Collection<AnnotatedFunction> candidate,
            List<Function<AnnotatedFunction, String>> likenesses) {
        Set<AnnotatedFunction> before = new LinkedHashSet<>(reference);
        Set<AnnotatedFunction> after = new LinkedHashSet<>(candidate);
        List<Pair> pairs = new ArrayList<>();
        for (Function<AnnotatedFunction, String> likeness : likenesses) {
            Map<String, List<AnnotatedFunction>> old = before.stream().collect(Collectors.groupingBy(likeness));
            Map<String, List<AnnotatedFunction>> now = after.stream().collect(Collectors.groupingBy(likeness));
            now.forEach((text, functions) -> {
                List<AnnotatedFunction> same = old.getOrDefault(text, List.of());
                if (functions.size() == 1 && same.size() == 1) {
                    pairs.add(new Pair(same.get(0), functions.get(0)));
                    before.remove(same.get(0));
                    after.remove(functions.get(0));
                }
            });
        }
        return new Pairing(List.copyOf(pairs), List.copyOf(after), List.copyOf(before));
    }

    /** What each region compiled into the reference is called. */
    public Map<String, String> referenceLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        pairs.forEach(pair -> labels.put(pair.reference().region(), label(pair.candidate())));
        vanished.forEach(function -> labels.put(function.region(), label(function)));
        return labels;
    }

    /** What each region compiled into the candidate is called. */
    public Map<String, String> candidateLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        pairs.forEach(pair -> labels.put(pair.candidate().region(), label(pair.candidate())));
        added.forEach(function -> labels.put(function.region(), label(function)));
        return labels;
    }

    /** The name, where it is enough to tell the function from all others; else the signature, or that with its file. */
    public String label(AnnotatedFunction function) {
        return Stream.<Function<AnnotatedFunction, String>>of(AnnotatedFunction::name, AnnotatedFunction::signature)
                .filter(text -> all().filter(other -> text.apply(other).equals(text.apply(function))).count() == 1)
                .findFirst()
                .orElse(AnnotatedFunction::region)
                .apply(function);
    }

    /** Each function once, as the candidate has it where it has it. */
    private Stream<AnnotatedFunction> all() {
        return Stream.of(pairs.stream().map(Pair::candidate), added.stream(), vanished.stream()).flatMap(s -> s);
    }
}
