package io.jenkins.plugins.autoperf.workload;

import io.jenkins.plugins.autoperf.profile.AprofHeader;
import io.jenkins.plugins.autoperf.profile.AprofReader;
import io.jenkins.plugins.autoperf.profile.RegionInfo;
import io.jenkins.plugins.autoperf.profile.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that one process file holds. */
record Recording(
        List<String> columns,
        List<Measured> samples,
        Map<String, RegionInfo> names,
        List<String> notes,
        boolean ended,
        long length) {
    static Recording of(Path file) {
        try (AprofReader reader = AprofReader.open(file)) {
            List<String> columns = reader.header().counters().stream().map(AprofHeader.Column::name).toList();
            List<Measured> samples = new ArrayList<>();
            for (Sample s = reader.next(); s != null; s = reader.next()) {
                samples.add(Measured.of(s, columns));
            }
            Map<String, RegionInfo> names = reader.regions().stream()
                    .collect(Collectors.toMap(RegionInfo::name, Function.identity()));
            return new Recording(
                    columns, samples, names, reader.notes(), reader.endedRegularly(), file.toFile().length());
        }
    }

    RegionInfo region(String name) {
        return names.get(name);
    }

    List<Measured> of(String region) {
        RegionInfo info = names.get(region);
        return samples.stream().filter(s -> info != null && s.region == info.id()).toList();
    }

    /** A copy of one sample. */
    record Measured(
            List<String> columns,
            int region,
            int thread,
            long ordinal,
            double work,
            int depth,
            int flags,
            long[] values) {
        static Measured of(Sample s, List<String> columns) {
            long[] values = new long[columns.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = s.value(c);
            }
            return new Measured(columns, s.region(), s.thread(), s.ordinal(), s.work(), s.depth(), s.flags(), values);
        }

        long value(String counter) {
            return values[columns.indexOf(counter)];
        }
    }
}
