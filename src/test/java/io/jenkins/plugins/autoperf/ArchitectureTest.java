package io.jenkins.plugins.autoperf;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.autoperf.annotate.LineRange;
import io.jenkins.plugins.autoperf.papi.NumberedRegions;
import io.jenkins.plugins.autoperf.papi.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may know which: the drawing of DESIGN.md, held by a test. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.autoperf";

    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("counter", List.of());
        MAY_USE.put("profile", List.of("counter"));
        MAY_USE.put("papi", List.of("counter"));
        MAY_USE.put("workload", List.of("profile", "counter"));
        MAY_USE.put("annotate", List.of("workload", "papi"));
        MAY_USE.put("model", List.of("profile", "counter"));
        MAY_USE.put("detection", List.of("model", "profile", "counter"));
        MAY_USE.put("diagnosis", List.of("detection", "counter"));
        MAY_USE.put("chart", List.of("detection", "counter"));
        MAY_USE.put("report", List.of("chart", "diagnosis", "detection", "model", "profile", "counter"));
        MAY_USE.put("evaluation", List.of("report", "chart", "detection", "model", "workload", "profile", "counter"));
    }

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> aPackageKnowsOnlyThoseBelowIt() {
        return MAY_USE.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            String[] allowed = Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream())
                    .map(p -> ROOT + "." + p + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(ROOT + "." + entry.getKey() + ".."))
                    .should()
                    .dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(
                            com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(allowed))))
                    .check(CLASSES);
        }));
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatRunsInAMeasuredJvmKnowsJavaAsmAndTheRegions() {
        String agent = ROOT + ".annotate.jvm.agent";
        classes()
                .that(resideInAPackage(agent))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.objectweb.asm", agent)
                        .or(belongToAnyOf(LineRange.class, Region.class, NumberedRegions.class)))
                .check(CLASSES);
    }

    @Test
    void onlyStepsKnowsJenkins() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + ".steps.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke.stapler.."))
                .check(CLASSES);
    }

    @Test
    void nothingReadsSerialisedJavaObjects() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream").check(CLASSES);
    }
}
