package io.jenkins.plugins.autoperf.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import org.jenkinsci.plugins.tokenmacro.DataBoundTokenMacro;
import org.jenkinsci.plugins.tokenmacro.MacroEvaluationException;

/** {@code ${AUTOPERF}}, {@code ${AUTOPERF, field="url", id="parser"}}; empty where the build has no such measurement. */
@Extension(optional = true)
public final class AutoPerfMacro extends DataBoundTokenMacro {
    private static final String NAME = "AUTOPERF";

    @Parameter
    public String field = "summary";

    @Parameter
    public String id = "";

    @Override
    public boolean acceptsMacroName(String name) {
        return name.equals(NAME);
    }

    @Override
    public List<String> getAcceptedMacroNames() {
        return List.of(NAME);
    }

    @Override
    public String evaluate(AbstractBuild<?, ?> build, TaskListener listener, String name) throws MacroEvaluationException {
        return evaluate(build, null, listener, name);
    }

    @Override
    public String evaluate(Run<?, ?> run, FilePath workspace, TaskListener listener, String name)
            throws MacroEvaluationException {
        AutoPerfAction action = AutoPerfAction.of(run, id);
        if (action == null) {
            return "";
        }
        return switch (field) {
            case "summary" -> action.getSummary();
            case "verdict" -> action.getVerdict();
            case "regressions" -> Integer.toString(action.getRegressions());
            case "improvements" -> Integer.toString(action.getImprovements());
            case "inconclusive" -> Integer.toString(action.getInconclusive());
            case "baseline" -> action.getBaseline();
            case "url" -> action.address();
            default -> throw new MacroEvaluationException(Messages.AutoPerfMacro_NoSuchField(field));
        };
    }
}
