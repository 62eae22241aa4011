package io.jenkins.plugins.autoperf.annotate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from leaving traces: left alone it measures the clock of a file system by files that it makes in the repository,
 * notes the result in the user's home, and starts git to find the system's settings.
 */
public final class QuietGit extends SystemReader.Delegate {
    private final String storeKey;

    private QuietGit(SystemReader system, String storeKey) {
        super(system);
        this.storeKey = storeKey;
    }

    /** For this process, and repositories on the file system of that folder. */
    public static synchronized void use(Path folder) {
        String key;
        try {
            FileStore store = Files.getFileStore(folder);
            key = System.getProperty("java.vendor") + "|" + System.getProperty("java.version") + "|" + store.name();
        } catch (IOException e) {
            return; // JGit will meet the same, and say so
        }
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof QuietGit quiet && quiet.storeKey.equals(key))) {
            SystemReader.setInstance(null);
            SystemReader.setInstance(new QuietGit(SystemReader.getInstance(), key));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Settings(parent, null, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Settings(parent, super.openUserConfig(parent, fs), fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Settings(parent, null, fs);
    }

    /** Settings that are read once and never written, with the answer that JGit would measure for. */
    private final class Settings extends FileBasedConfig {
        private final FileBasedConfig file;
        private boolean loaded;

        private Settings(Config parent, FileBasedConfig file, FS fs) {
            super(parent, null, fs);
            this.file = file;
        }

        @Override
        public void load() throws IOException, ConfigInvalidException {
            if (file != null && file.getFile().canRead()) {
                fromText(Files.readString(file.getFile().toPath(), StandardCharsets.UTF_8));
            }
            setString("filesystem", storeKey, "timestampResolution", "10 milliseconds");
            setString("filesystem", storeKey, "minRacyThreshold", "100 milliseconds");
            loaded = true;
        }

        @Override
        public void save() {
            // What was set is for this process.
        }

        @Override
        public boolean isOutdated() {
            return !loaded;
        }
    }
}
