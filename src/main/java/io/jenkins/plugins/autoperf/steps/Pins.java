package io.jenkins.plugins.autoperf.steps;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The frozen baseline of a job, if there is one: {@code autoperf/ID/pin.json} and a copy of the model in the job's folder, so
 * that it outlives its build.
 */
final class Pins {
    private static final Logger LOGGER = Logger.getLogger(Pins.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final String id;

    Pins(Job<?, ?> job, String id) {
        this.id = id;
        folder = ResultFolder.under(job.getRootDir().toPath(), id);
    }

    /** @param fingerprint of the machine that its build ran on */
    record Pin(
            @JsonProperty("build") int build,
            @JsonProperty("fingerprint") String fingerprint,
            @JsonProperty("who") Who who) {}

    Optional<Pin> get() {
        try {
            return Files.isRegularFile(file()) && Files.isRegularFile(model())
                    ? Optional.of(JSON.readValue(file().toFile(), Pin.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, e, () -> "The pin " + file() + " is damaged and counts for nothing");
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The pin " + file() + " cannot be read");
            return Optional.empty();
        }
    }

    Path model() {
        return folder.resolve(ResultFolder.MODEL);
    }

    /** The model first: a pin without one counts for nothing. */
    synchronized void pin(Run<?, ?> build, Who who) throws IOException {
        AutoPerfAction action = AutoPerfAction.of(build, id);
        Files.createDirectories(folder);
        Files.deleteIfExists(file());
        Files.copy(ResultFolder.of(build, id).model(), model(), StandardCopyOption.REPLACE_EXISTING);
        Path part = folder.resolve("pin.json.part");
        JSON.writeValue(part.toFile(), new Pin(build.getNumber(), action.getFingerprint(), who));
        Files.move(part, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    synchronized void unpin() throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(model());
    }

    private Path file() {
        return folder.resolve("pin.json");
    }
}
