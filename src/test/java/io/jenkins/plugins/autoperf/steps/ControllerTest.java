package io.jenkins.plugins.autoperf.steps;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.FreeStyleProject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The controller stores and shows; measuring, training and judging is the agents' work. */
@WithJenkins
class ControllerTest {
    private static final String ROOT = "io.jenkins.plugins.autoperf";

    @Test
    void stepsKnowNothingThatMeasuresOrTrains() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

        noClasses()
                .that(resideInAPackage(ROOT + ".steps.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT + ".papi..", ROOT + ".workload..", ROOT + ".model..", ROOT + ".cli..", "smile..", "org.bytedeco.."))
                .check(classes);
        noClasses()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".steps.."))))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".steps.."))
                .check(classes);
    }

    @Test
    void aBuildLoadsNothingOfSmileJavaCppOrTheModelIntoTheControllersJvm(JenkinsRule jenkins) throws Exception {
        List<String> forbidden = forbidden();
        assertThat(forbidden).hasSizeGreaterThan(100);
        assumeTrue(loaded(forbidden).isEmpty(), "Other tests of this JVM have loaded them already");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(jenkins.createOnlineSlave());
        AutoPerfStep step = new AutoPerfStep(Workload.line("good"));
        step.setRuns(1);
        step.setWarmUp(0);
        job.getBuildersList().add(new AutoPerfBuilder(step));

        AutoPerfAction action = AutoPerfAction.of(jenkins.buildAndAssertSuccess(job), "");
        assertThat(action.report()).isPresent();

        assertThat(loaded(forbidden)).isEmpty();
    }

    private static List<String> forbidden() throws Exception {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Path> jar : ToolJars.find().jars().entrySet()) {
            if (jar.getKey().startsWith("smile") || jar.getKey().startsWith("javacpp")) {
                try (JarFile file = new JarFile(jar.getValue().toFile())) {
                    file.stream().map(e -> e.getName()).forEach(names::add);
                }
            }
        }
        Path classes = Path.of(System.getProperty("autoperf.root"), "target", "classes");
        for (String part : List.of("model", "papi", "workload", "cli")) {
            try (Stream<Path> files = Files.walk(classes.resolve(ROOT.replace('.', '/')).resolve(part))) {
                files.map(f -> classes.relativize(f).toString()).forEach(names::add);
            }
        }
        return names.stream()
                .filter(n -> n.endsWith(".class") && !n.contains("-info"))
                .map(n -> n.substring(0, n.length() - ".class".length()).replace('/', '.'))
                .toList();
    }

    private static List<String> loaded(List<String> names) throws Exception {
        Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        find.setAccessible(true);
        List<String> loaded = new ArrayList<>();
        for (String name : names) {
            for (ClassLoader loader = ControllerTest.class.getClassLoader(); loader != null; loader = loader.getParent()) {
                if (find.invoke(loader, name) != null) {
                    loaded.add(name);
                }
            }
        }
        return loaded;
    }
}
