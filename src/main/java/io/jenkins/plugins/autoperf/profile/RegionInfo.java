package io.jenkins.plugins.autoperf.profile;

/**
 * A region as one process file tells of it.
 *
 * @param id its number in that file
 * @param name as annotated; empty where the process ended before the name was written
 * @param log2Stride the last k: one in 2^k executions is a sample
 * @param executions true number of executions; at least the number of samples read
 * @param threads number of threads that executed it
 */
public record RegionInfo(int id, String name, int log2Stride, long executions, int threads) {}
