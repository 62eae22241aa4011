package io.jenkins.plugins.autoperf.model;

import java.util.Arrays;

/** Even selections. */
final class Thinning {
    private Thinning() {}

    /** Positions of at most {@code limit} of {@code count} items, evenly spread, ascending. */
    static int[] even(int count, int limit) {
        int kept = Math.min(count, limit);
        int[] positions = new int[kept];
        for (int i = 0; i < kept; i++) {
            positions[i] = (int) ((2L * i + 1) * count / (2L * kept));
        }
        return positions;
    }

    /**
     * Shares {@code limit} out so that no part is cut while another keeps more than it: small regions stay whole.
     *
     * @param sizes items of each part
     * @return items that each part keeps
     */
    static int[] quotas(int[] sizes, int limit) {
        Integer[] order = new Integer[sizes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(sizes[a], sizes[b]));
        int[] quotas = new int[sizes.length];
        int left = limit;
        for (int i = 0; i < order.length; i++) {
            int share = left / (order.length - i);
            quotas[order[i]] = Math.min(sizes[order[i]], Math.max(1, share));
            left = Math.max(0, left - quotas[order[i]]);
        }
        return quotas;
    }
}
