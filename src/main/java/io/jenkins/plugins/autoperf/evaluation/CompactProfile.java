package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.profile.Machine;
import io.jenkins.plugins.autoperf.profile.Profile;
import io.jenkins.plugins.autoperf.profile.ProfileInfo;
import io.jenkins.plugins.autoperf.profile.RegionRun;
import io.jenkins.plugins.autoperf.profile.RegionSamples;
import io.jenkins.plugins.autoperf.profile.RunInfo;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile as one line of JSON: of each region and run a few samples, evenly chosen, whose counters are scaled so that their
 * means are those of all samples. Columns of numbers; one that is constant is a single number.
 */
final class CompactProfile {
    private static final MathContext SAMPLE = new MathContext(4);
    private static final MathContext WORK = new MathContext(7);

    private CompactProfile() {}

    /** @param samples of each region and run that are kept */
    static JsonNode write(String id, Profile profile, int samples) {
        ObjectNode json = EvaluationJson.MAPPER.createObjectNode();
        json.put("id", id);
        json.set("info", EvaluationJson.MAPPER.valueToTree(withoutPlaces(profile.info())));
        json.set("counters", EvaluationJson.MAPPER.valueToTree(profile.counters()));
        ArrayNode runs = json.putArray("runs");
        for (RunInfo run : profile.runs()) {
            if (run.counted() && run.succeeded()) {
                ObjectNode one = runs.addObject();
                one.put("run", run.run()).put("pass", run.pass()).put("started", run.started());
                one.put("seconds", round(run.seconds(), SAMPLE));
                ArrayNode canary = one.putArray("canary");
                run.canary().forEach(v -> canary.add(round(v, SAMPLE)));
            }
        }
        ArrayNode regions = json.putArray("regions");
        for (RegionSamples region : profile.regions()) {
            ObjectNode one = regions.addObject();
            one.put("name", region.name());
            ArrayNode of = one.putArray("runs");
            region.runs().forEach(run -> write(of.addObject(), run, profile.counters().size(), samples));
        }
        return json;
    }

    private static void write(ObjectNode json, RegionRun run, int width, int samples) {
        int[] kept = even(run.samples(), samples);
        double[] work = Arrays.stream(kept).mapToDouble(i -> run.work()[i]).toArray();
        double share = sum(work) > 0 ? sum(work) / sum(run.work()) : (double) kept.length / run.samples();
        json.put("run", run.run()).put("executions", run.executions()).put("threads", run.threads());
        json.put("samples", kept.length);
        column(json.putArray("work"), work, WORK);
        ArrayNode columns = json.putArray("values");
        for (int c = 0; c < width; c++) {
            int column = c;
            double all = Arrays.stream(run.values()).mapToDouble(v -> v[column]).sum();
            double[] values = Arrays.stream(kept).mapToDouble(i -> run.values()[i][column]).toArray();
            column(columns.addArray(), scaled(values, all * share), SAMPLE);
        }
    }

    /** The same values with that sum; where all are 0, the first bears it. */
    private static double[] scaled(double[] values, double wanted) {
        double sum = sum(values);
        if (values.length == 0 || Double.isNaN(sum) || Double.isNaN(wanted)) {
            return values;
        }
        double[] scaled = values.clone();
        if (sum == 0) {
            scaled[0] = wanted;
        } else {
            Arrays.setAll(scaled, i -> values[i] * (wanted / sum));
        }
        return scaled;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static void column(ArrayNode to, double[] values, MathContext digits) {
        boolean constant = Arrays.stream(values).allMatch(v -> Double.compare(v, values[0]) == 0);
        Arrays.stream(values).limit(constant ? 1 : values.length).forEach(v -> to.add(round(v, digits)));
    }

    private static BigDecimal round(double value, MathContext digits) {
        if (Double.isNaN(value)) {
            return null;
        }
        BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
        return rounded.scale() < 0 && rounded.precision() - rounded.scale() < 16 ? rounded.setScale(0) : rounded;
    }

    private static int[] even(int count, int limit) {
        int kept = Math.min(count, limit);
        int[] positions = new int[kept];
        Arrays.setAll(positions, i -> (int) ((2L * i + 1) * count / (2L * kept)));
        return positions;
    }

    /** Neither paths nor the name of the machine are anybody's business. */
    private static ProfileInfo withoutPlaces(ProfileInfo i) {
        Machine m = i.machine();
        Machine machine = new Machine(m.cpu(), m.cpus(), m.architecture(), m.hypervisor(), m.kernel(), "", m.memoryBytes());
        List<String> command = new ArrayList<>(i.command());
        if (!command.isEmpty()) {
            command.set(0, command.get(0).replaceAll(".*/", ""));
        }
        return new ProfileInfo(
                i.format(), i.tool(), i.created(), command, "", Map.of(), machine, i.plannedRuns(), i.interleavedWith(),
                i.groups(), Map.of(), i.canaries(), i.counted());
    }

    /** @throws IllegalArgumentException with the reason where it is no profile */
    static Profile read(JsonNode json) {
        try {
            ProfileInfo info = EvaluationJson.MAPPER.treeToValue(json.path("info"), ProfileInfo.class);
            List<Counter> counters = EvaluationJson.MAPPER.convertValue(json.path("counters"), new TypeReference<>() {});
            List<RunInfo> runs = new ArrayList<>();
            for (JsonNode run : json.path("runs")) {
                List<Double> canary = new ArrayList<>();
                run.path("canary").forEach(v -> canary.add(v.asDouble()));
                runs.add(new RunInfo(
                        run.path("run").asInt(), run.path("pass").asInt(), true, run.path("started").asText(),
                        run.path("seconds").asDouble(), 0, false, canary, ""));
            }
            List<RegionSamples> regions = new ArrayList<>();
            for (JsonNode region : json.path("regions")) {
                List<RegionRun> of = new ArrayList<>();
                for (JsonNode run : region.path("runs")) {
                    of.add(region(run, counters.size()));
                }
                regions.add(new RegionSamples(region.path("name").asText(), of));
            }
            return new Profile(info, counters, runs, regions, List.of(), Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static RegionRun region(JsonNode run, int width) {
        int samples = run.path("samples").asInt();
        double[][] values = new double[samples][width];
        for (int c = 0; c < width; c++) {
            double[] column = column(run.path("values").path(c), samples);
            for (int i = 0; i < samples; i++) {
                values[i][c] = column[i];
            }
        }
        return new RegionRun(
                run.path("run").asInt(), run.path("executions").asLong(), run.path("threads").asInt(), values,
                column(run.path("work"), samples));
    }

    private static double[] column(JsonNode json, int samples) {
        if (json.size() != 1 && json.size() != samples) {
            throw new IllegalArgumentException("a column has " + json.size() + " values instead of " + samples);
        }
        double[] values = new double[samples];
        Arrays.setAll(values, i -> {
            JsonNode value = json.get(json.size() == 1 ? 0 : i);
            return value.isNull() ? Double.NaN : value.asDouble();
        });
        return values;
    }
}
