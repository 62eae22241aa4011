package io.jenkins.plugins.autoperf.steps;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.autoperf.DataFile;
import io.jenkins.plugins.autoperf.chart.Markup;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.Cost;
import io.jenkins.plugins.autoperf.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a build adds to the trend of its job: {@code trend.json}, small, so that a job's page reads no report.
 *
 * @param measure what the costs are, such as {@code WALL_TIME}; empty where nothing has a cost
 * @param unit of the costs
 * @param costs of an execution by the region's name, at most {@value #MOST_REGIONS}
 */
record TrendFile(
        @JsonProperty("format") int format,
        @JsonProperty("measure") String measure,
        @JsonProperty("unit") String unit,
        @JsonProperty("costs") Map<String, Double> costs) {
    static final int FORMAT = 1;
    static final int MOST_REGIONS = 200;
    static final TrendFile NONE = new TrendFile(FORMAT, "", "", Map.of());

    private static final Logger LOGGER = Logger.getLogger(TrendFile.class.getName());
    private static final int LONGEST_NAME = 160;
    private static final List<Family> MEASURES =
            List.of(Family.WALL_TIME, Family.CPU_TIME, Family.CYCLES, Family.INSTRUCTIONS);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    /** The first measure that any region has, of all that have it: one chart has one unit. */
    static TrendFile of(Report report) {
        for (Family measure : MEASURES) {
            Map<String, Double> costs = new LinkedHashMap<>();
            String unit = "";
            for (Report.Region region : report.regions()) {
                Optional<Cost> cost = region.verdict().costs().stream()
                        .filter(c -> c.counter().family() == measure && c.candidate() > 0 && Double.isFinite(c.candidate()))
                        .findFirst();
                if (cost.isPresent() && costs.size() < MOST_REGIONS) {
                    unit = cost.get().counter().unit();
                    costs.putIfAbsent(Markup.brief(region.verdict().region(), LONGEST_NAME), cost.get().candidate());
                }
            }
            if (!costs.isEmpty()) {
                return new TrendFile(FORMAT, measure.name(), unit, costs);
            }
        }
        return NONE;
    }

    void write(Path file) throws IOException {
        DataFile.write(file, out -> JSON.writeValue(out, this));
    }

    /** Nothing where it is missing or damaged: the build then has no point in the chart of costs. */
    static TrendFile read(Path file) {
        try {
            TrendFile read = JSON.readValue(Files.readAllBytes(file), TrendFile.class);
            return read != null && read.format == FORMAT ? read : NONE;
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The trend data " + file + " cannot be read");
            return NONE;
        }
    }
}
