package io.jenkins.plugins.autoperf.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Layout of a process file, as docs/profile-format.md gives it. */
final class AprofFormat {
    static final int VERSION = 1;

    static final int BLOCK = 32_768;
    static final int BLOCK_HEADER = 32;
    static final int BLOCK_RECORDS = BLOCK - BLOCK_HEADER;
    static final int RECORD_HEADER = 16;

    /** The eight bytes {@code APRFBLK1} as a little-endian word. */
    static final long MAGIC = 0x314B_4C42_4652_5041L;

    static final int HEADER = 1;
    static final int REGION = 2;
    static final int THREAD = 3;
    static final int SAMPLE = 4;
    static final int EXECUTIONS = 5;
    static final int NOTE = 6;
    static final int END = 7;

    static final int SAMPLE_FIXED = 32;
    static final int MAXIMUM_REGIONS = 65_536;
    static final int MAXIMUM_NAME = 1_024;
    static final int MAXIMUM_COUNTERS = 512;
    static final int MAXIMUM_NOTES = 1_000;
    /** Beyond what a process can do in a month; keeps sums over many processes within 64 bits. */
    static final long MAXIMUM_EXECUTIONS = 1L << 45;

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private AprofFormat() {}

    /** The check of the record whose payload stands at that offset. */
    static int check(byte[] bytes, int payload, int type, int length) {
        long h = GOLDEN ^ ((long) type << 32 | length);
        for (int p = payload; p < payload + length; p += 8) {
            h = (h ^ (long) LONG.get(bytes, p)) * 0xFF51_AFD7_ED55_8CCDL;
            h ^= h >>> 32;
        }
        return (int) h;
    }

    static int chain(int chain, int check) {
        return Integer.rotateLeft(chain, 5) ^ check;
    }

    /** Place of an execution in the low-discrepancy sequence: it is a sample at stride 2^k when the upper k bits are 0. */
    static long place(long ordinal, int thread) {
        return (ordinal + Integer.toUnsignedLong(thread)) * GOLDEN;
    }

    static boolean isSample(long ordinal, int thread, int log2Stride) {
        return log2Stride == 0 || place(ordinal, thread) >>> (64 - log2Stride) == 0;
    }
}
