package io.jenkins.plugins.autoperf.steps;

import io.jenkins.plugins.autoperf.report.Report;
import java.util.List;
import java.util.stream.IntStream;

/** A part of a report's regions that a browser shows quickly. */
public final class RegionTable {
    static final int ROWS = 200;

    private final Report report;
    private final int page;

    /** @param page from 1, as the request has it; anything else is the first */
    RegionTable(Report report, String page) {
        this.report = report;
        int wanted = page != null && page.matches("[1-9]\\d{0,5}") ? Integer.parseInt(page) : 1;
        this.page = Math.min(wanted, getPages());
    }

    public List<RegionRow> getRows() {
        return IntStream.range(getFirst() - 1, getLast())
                .mapToObj(r -> new RegionRow(r + 1, report.regions().get(r)))
                .toList();
    }

    public int getTotal() {
        return report.regions().size();
    }

    public int getPage() {
        return page;
    }

    public int getPages() {
        return Math.max(1, (getTotal() + ROWS - 1) / ROWS);
    }

    /** Number of the first region shown. */
    public int getFirst() {
        return (page - 1) * ROWS + 1;
    }

    public int getLast() {
        return Math.min(getTotal(), page * ROWS);
    }
}
