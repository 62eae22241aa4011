package io.jenkins.plugins.autoperf.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCsvTest {
    @TempDir
    Path root;

    @Test
    void everySampleIsALineAndNoNameIsAFormula() throws IOException {
        StringBuilder csv = new StringBuilder();
        try (ProfileFolder folder =
                ProfileFolder.create(root.resolve("good"), Profiles.info(List.of(List.of(Profiles.WALL, Profiles.CPU))))) {
            Profiles.file(folder.path().resolve("run-0001.0/1-0.aprof"), Profiles.header(1, Profiles.CPU, Profiles.WALL), w -> {
                w.sample(0, 2, 3, 40, 1.5f, 1, 0, 7, Sample.UNREAD);
                w.region(0, "=1+1,\"x\"");
                w.sample(0, 2, 4, 50, 0, 1, 1, -2, 9);
            });
            folder.append(Profiles.run(1, 0, 0));
            assertThat(SampleCsv.write(folder.path(), csv)).isEmpty();
        }
        assertThat(csv.toString()).isEqualTo("""
                run,pass,process,thread,region,ordinal,start_ns,work,depth,flags,wall_ns,cpu_ns\r
                1,0,1,2,"'=1+1,""x\""",3,40,1.5,1,0,,7\r
                1,0,1,2,"'=1+1,""x\""",4,50,0.0,1,1,9,18446744073709551614\r
                """);
    }
}
