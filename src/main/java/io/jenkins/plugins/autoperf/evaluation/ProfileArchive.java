package io.jenkins.plugins.autoperf.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.autoperf.AutoPerfException;
import io.jenkins.plugins.autoperf.DataFile;
import io.jenkins.plugins.autoperf.profile.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Profiles in their compact form, one line of JSON each, in one file: {@code .jsonl.gz}. */
final class ProfileArchive {
    private static final long LARGEST = 256L << 20;

    private final Path file;
    private final Map<String, Profile> profiles;

    private ProfileArchive(Path file, Map<String, Profile> profiles) {
        this.file = file;
        this.profiles = profiles;
    }

    static ProfileArchive read(Path file) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(DataFile.open(file, LARGEST), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode json = EvaluationJson.MAPPER.readTree(line);
                profiles.put(json.path("id").asText(), CompactProfile.read(json));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.DATA, "The profiles in " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return new ProfileArchive(file, profiles);
    }

    Profile profile(String id) {
        Profile profile = profiles.get(id);
        if (profile == null) {
            throw new AutoPerfException(AutoPerfException.Kind.DATA, file + " holds no profile " + id + ".");
        }
        return profile;
    }

    /** @param profiles by their id */
    static void write(Path file, Map<String, JsonNode> profiles) {
        try {
            DataFile.write(file, out -> {
                for (JsonNode profile : profiles.values()) {
                    out.write(EvaluationJson.MAPPER.writeValueAsBytes(profile));
                    out.write('\n');
                }
            });
        } catch (IOException e) {
            throw new AutoPerfException(
                    AutoPerfException.Kind.MACHINE, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
