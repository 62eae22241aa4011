package io.jenkins.plugins.autoperf.diagnosis;

import static io.jenkins.plugins.autoperf.counter.Family.BRANCH;
import static io.jenkins.plugins.autoperf.counter.Family.CACHE_L1;
import static io.jenkins.plugins.autoperf.counter.Family.CACHE_L2;
import static io.jenkins.plugins.autoperf.counter.Family.CACHE_L3;
import static io.jenkins.plugins.autoperf.counter.Family.INSTRUCTIONS;
import static io.jenkins.plugins.autoperf.counter.Family.KERNEL_TIME;
import static io.jenkins.plugins.autoperf.counter.Family.NUMA;
import static io.jenkins.plugins.autoperf.counter.Family.PAGE_FAULTS;
import static io.jenkins.plugins.autoperf.counter.Family.PREEMPTION;
import static io.jenkins.plugins.autoperf.counter.Family.SHARING;
import static io.jenkins.plugins.autoperf.counter.Family.STALLS;
import static io.jenkins.plugins.autoperf.counter.Family.SYSTEM_CALLS;
import static io.jenkins.plugins.autoperf.counter.Family.TLB;
import static io.jenkins.plugins.autoperf.counter.Family.VECTOR;
import static io.jenkins.plugins.autoperf.counter.Family.WAITS;

import io.jenkins.plugins.autoperf.counter.Counter;
import io.jenkins.plugins.autoperf.counter.Family;
import io.jenkins.plugins.autoperf.detection.EventPrice;
import io.jenkins.plugins.autoperf.detection.RegionVerdict.CounterChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The causes, the most specific first: the first one that shows is told. docs/diagnosis.md has them as a table. */
final class Rules {
    /**
     * Share of the added time that events must explain at their least price, where the price is much below the
     * usual one.
     */
    private static final double EXPLAINS = 0.10;
    /** Increase of a count that two quiet hours may show. */
    private static final double GREW = 1.5;

    static final List<Rule> ALL = List.of(
            new Rule(
                    "more memory shared between threads",
                    "less memory shared between threads",
                    "Threads on different processors write to the same 64 bytes of memory. Each write must first"
                            + " fetch these"
                            + " bytes from the other processor, which takes as long as a hundred additions.",
                    "Look for counters, flags or array elements that several threads write at a high rate. Give"
                            + " each thread its"
                            + " own copy and add them up at the end, or keep them at least 64 bytes apart.",
                    "Whether the threads use the same variable (true sharing) or neighbours (false sharing) only"
                            + " the code says.",
                    List.of(SHARING),
                    s -> s.ratio(s.of(SHARING)) >= GREW && s.explains(s.of(SHARING)) >= EXPLAINS),
            new Rule(
                    "more access to another processor's memory",
                    "less access to another processor's memory",
                    "The machine has memory at each processor socket. Data at the other socket takes about twice"
                            + " as long to reach.",
                    "Let the thread that uses the data also write it first, and keep threads on their socket.",
                    "",
                    List.of(NUMA),
                    s -> s.ratio(s.of(NUMA)) >= GREW && s.explains(s.of(NUMA)) >= EXPLAINS),
            new Rule(
                    "more pages read from the disk",
                    "fewer pages read from the disk",
                    "The program touches memory whose contents are still in a file or were swapped out. It stands"
                            + " still until the"
                            + " disk has delivered them.",
                    "Look for files mapped into memory and read in a random order, and for more memory in use than"
                            + " the machine has.",
                    "",
                    List.of(PAGE_FAULTS),
                    s -> s.ratio(major(s)) >= GREW && s.explains(major(s)) >= EXPLAINS),
            new Rule(
                    "more page faults",
                    "fewer page faults",
                    "Memory fresh from the operating system is handed over page by page (4 KiB) at the first"
                            + " touch. Each time the"
                            + " program is interrupted and the kernel clears a page.",
                    "Look for allocations inside a loop, containers that grow step by step, large buffers made and"
                            + " freed for each"
                            + " item, and memory that is never freed. Allocate once outside the loop and use it again.",
                    "These counters see memory touched for the first time. They do not tell memory that is freed"
                            + " and taken again"
                            + " from memory that is never freed (a leak).",
                    List.of(PAGE_FAULTS, KERNEL_TIME),
                    s -> s.ratio(s.of(PAGE_FAULTS)) >= GREW
                            && (s.explains(s.of(PAGE_FAULTS)) >= EXPLAINS
                                    || s.explains(s.of(PAGE_FAULTS)) >= EXPLAINS / 2 && s.kernelShare() >= 0.4)),
            new Rule(
                    "more waiting for locks or other threads",
                    "less waiting for locks or other threads",
                    "A thread gave up its processor because what it needed was not there: another thread held the"
                            + " lock, or had not"
                            + " delivered yet. The switch itself costs microseconds, and the waiting comes on top.",
                    "Look for a lock taken inside a hot loop, a lock held longer than before, one lock for what"
                            + " used to be several,"
                            + " and for sleeps or blocking input and output. Do more work for each locking, or"
                            + " lock smaller parts.",
                    "These counters say that a thread waited, not what for: a lock, a sleep, and a slow file or"
                            + " network look the same.",
                    List.of(WAITS, KERNEL_TIME),
                    // A wait usually lasts a hundred times its least price.
                    s -> s.ratio(s.of(WAITS)) >= GREW
                            && (s.explains(s.of(WAITS)) >= EXPLAINS / 2
                                    || s.waitsMore() && s.explains(s.of(WAITS)) >= EXPLAINS / 200
                                    // A lock that is fought over costs calls into the kernel far more often than a wait,
                                    // and does not where one thread runs at a time, as on the simulated processor.
                                    || s.kernelShare() >= 0.1
                                            && (s.callsNoMore() || s.explains(s.of(WAITS)) >= EXPLAINS / 1000))),
            new Rule(
                    "more time in system calls",
                    "less time in system calls",
                    "The added time was spent in the operating system's kernel, without more page faults or waits."
                            + " Each call into it"
                            + " costs as much as hundreds of plain instructions.",
                    "Look for reads, writes, flushes or queries of the clock for each item, where one call could"
                            + " serve many: buffer"
                            + " them, or move them out of the loop.",
                    "Kernel time is counted by the clock tick: right over a whole run, rough for one execution."
                            + " Which call it is,"
                            + " strace -c tells.",
                    List.of(KERNEL_TIME, SYSTEM_CALLS),
                    // By ticks the neighbours of a guilty region show its kernel time too, but not its CPU time.
                    s -> s.ratio(s.cpu()) > 1.05
                            && s.kernelShare() >= 0.4
                            && s.ratio(s.of(KERNEL_TIME)) >= GREW),
            new Rule(
                    "more system calls",
                    "fewer system calls",
                    "The program calls the operating system's kernel more often. The way there and back alone takes as long"
                            + " as hundreds of plain instructions.",
                    "Look for reads, writes, flushes or queries of the clock for each item, where one call could"
                            + " serve many: buffer them, or move them out of the loop.",
                    "The simulated processor counts the calls, and not the time that the kernel spends on them. Which call it"
                            + " is, strace -c tells.",
                    List.of(SYSTEM_CALLS),
                    s -> s.ratio(s.of(SYSTEM_CALLS)) >= GREW && s.explains(s.of(SYSTEM_CALLS)) >= EXPLAINS),
            new Rule(
                    "more interruptions by other programs",
                    "fewer interruptions by other programs",
                    "The threads were ready to run but the operating system gave the processors to others: more"
                            + " threads want to run"
                            + " than there are processors.",
                    "Look for more threads than processors, and for other work on this machine. If it was the"
                            + " machine, measure again.",
                    "Whether the program's own threads or other programs took the processors these counters cannot"
                            + " tell.",
                    List.of(PREEMPTION),
                    s -> s.ratio(s.of(PREEMPTION)) >= 2 && s.waitsMore()),
            new Rule(
                    "more waiting",
                    "less waiting",
                    "The region takes longer by the clock on the wall than its thread computed: it stood still for"
                            + " the rest.",
                    "Look for locks, sleeps, input and output, and for other work on this machine.",
                    "No counter on this machine says what was waited for.",
                    List.of(),
                    Symptoms::waitsMore),
            new Rule(
                    "less use of vector instructions",
                    "more use of vector instructions",
                    "The compiler used to compute several values with one instruction and now computes them one by"
                            + " one.",
                    "Look for what keeps the compiler from it in the inner loop: a call, a condition, a pointer"
                            + " that may overlap"
                            + " another, a changed type or compiler option. The compiler says why with"
                            + " -fopt-info-vec-missed (gcc) or"
                            + " -Rpass-missed=loop-vectorize (clang).",
                    "",
                    List.of(VECTOR, INSTRUCTIONS),
                    s -> s.measures(VECTOR)
                            && s.ratio(s.of(VECTOR)) <= 0.7
                            && s.ratio(s.of(INSTRUCTIONS)) >= 1.1),
            new Rule(
                    "more instructions",
                    "fewer instructions",
                    "The program executes more instructions for the same job: more work, not slower work.",
                    "Look for a search through a list where a hash or an index served before, a loop inside a"
                            + " loop, a result"
                            + " computed again, lost compiler optimisation, and for debugging code.",
                    "",
                    List.of(INSTRUCTIONS),
                    s -> s.ratio(s.of(INSTRUCTIONS)) >= 1.05
                            && (s.ratio(s.of(INSTRUCTIONS)) - 1 >= (s.ratio(s.cpu().or(s::wall)) - 1) / 2
                                    || s.ratio(s.of(INSTRUCTIONS)) >= GREW && instructionsExplainMost(s))),
            new Rule(
                    "more mispredicted branches",
                    "fewer mispredicted branches",
                    "The processor guesses which way a condition goes and works ahead. When the guess is wrong it"
                            + " throws that work"
                            + " away, some 15 cycles each.",
                    "Look for conditions on random data in the inner loop. Sort the data first, or compute without"
                            + " a condition.",
                    "",
                    List.of(BRANCH),
                    s -> s.ratio(misses(s)) >= GREW && s.explains(misses(s)) >= EXPLAINS),
            cache("the last cache (L3)", CACHE_L3, "some hundred nanoseconds from main memory"),
            new Rule(
                    "more misses in the address translation (TLB)",
                    "fewer misses in the address translation (TLB)",
                    "The processor remembers where a few thousand pages of memory lie. Beyond these it must look"
                            + " each one up in"
                            + " memory.",
                    "Look for access that jumps over a large range, such as a matrix walked against its order."
                            + " Walk it in order, or"
                            + " keep what is used together in one place.",
                    "",
                    List.of(TLB),
                    s -> s.ratio(s.of(TLB)) >= GREW && s.explains(s.of(TLB)) >= EXPLAINS),
            cache("the second cache (L2)", CACHE_L2, "ten nanoseconds or more from the next one"),
            cache("the first cache (L1)", CACHE_L1, "several cycles from the next one"),
            new Rule(
                    "more stalls of the processor",
                    "fewer stalls of the processor",
                    "The processor executes about as many instructions but more often has nothing to do: it waits"
                            + " for data or for a"
                            + " slow operation such as a division.",
                    "Look for changed data structures, for access out of order, and for divisions or square roots"
                            + " in the inner loop.",
                    "What it waits for these counters cannot tell.",
                    List.of(STALLS, INSTRUCTIONS),
                    s -> s.ratio(s.of(STALLS)) >= GREW && s.ratio(s.cpu().or(s::wall)) > 1.05),
            new Rule(
                    "more time without instructions",
                    "less time without instructions",
                    "What it executes on the simulated processor, where nobody else touches the memory, explains little of the"
                            + " time: its instructions, cache misses and wrong guesses are about the same. Where several"
                            + " threads execute the region, that is most often a cache line that they fight over: each write"
                            + " must first fetch 64 bytes from the other processor, which takes as long as a hundred"
                            + " additions.",
                    "Look for counters, flags or array elements that several threads write: the same one (true sharing) or"
                            + " neighbours (false sharing). Give each thread its own copy and add them up at the end, or keep"
                            + " them at least 64 bytes apart. With one thread, look for data spread over more pages.",
                    "The simulation knows no contention, no address translation and no prefetching, so that it cannot tell"
                            + " these apart, nor name the cache line. On a machine with hardware counters perf c2c can.",
                    List.of(INSTRUCTIONS, CACHE_L1, CACHE_L3),
                    s -> s.timesAndSimulates() && s.ratio(s.cpu().or(s::wall)) > 1.05),
            new Rule(
                    "slower execution of the same instructions",
                    "faster execution of the same instructions",
                    "About as many instructions take more time, without more page faults, waits or calls of the"
                            + " kernel. Most often"
                            + " the data comes from further away than before.",
                    "Look for changed data structures, access in another order, and variables that several threads"
                            + " write.",
                    "Which of cache misses, sharing between threads and slow operations it is these counters"
                            + " cannot tell.",
                    List.of(INSTRUCTIONS),
                    s -> s.measures(INSTRUCTIONS) && s.ratio(s.cpu().or(s::wall)) > 1.05),
            new Rule(
                    "more computation or slower access to memory",
                    "less computation or faster access to memory",
                    "The added time was spent computing in the program itself: not in the kernel, and not waiting.",
                    "Look for more work in the inner loop (a search through a list, a lost optimisation), for data"
                            + " walked in another"
                            + " order, for conditions on random data, and for variables that several threads write.",
                    "This machine counts no instructions and no cache misses, so that more work, cache misses,"
                            + " sharing between threads"
                            + " and mispredicted branches look the same. With Valgrind installed, or on a machine with"
                            + " hardware counters, AutoPerf tells them apart.",
                    List.of(KERNEL_TIME, PAGE_FAULTS, WAITS),
                    s -> s.ratio(s.cpu()) > 1.05));

    private Rules() {}

    private static Rule cache(String name, Family family, String distance) {
        return new Rule(
                "more misses in " + name,
                "fewer misses in " + name,
                "Data that is not in this cache has to come " + distance + ".",
                "Look for data walked in another order (a matrix by column instead of by row), larger elements,"
                        + " pointers from"
                        + " element to element, and for work on more data at once than fits the cache.",
                "",
                List.of(family),
                s -> s.ratio(s.of(family)) >= GREW && s.explains(s.of(family)) >= EXPLAINS);
    }

    /** The least price of an instruction is a small part of its real one, and so are those of the others. */
    private static boolean instructionsExplainMost(Symptoms s) {
        double share = s.explains(s.of(INSTRUCTIONS));
        return share >= EXPLAINS
                && share >= s.explains(misses(s))
                && Stream.of(CACHE_L1, CACHE_L2, CACHE_L3, TLB).allMatch(f -> share >= s.explains(s.of(f)));
    }

    private static Optional<CounterChange> major(Symptoms s) {
        return s.of(only(PAGE_FAULTS, EventPrice::isMajor));
    }

    private static Optional<CounterChange> misses(Symptoms s) {
        return s.of(only(BRANCH, EventPrice::isMisprediction));
    }

    private static Predicate<Counter> only(Family family, Predicate<Counter> which) {
        return c -> c.family() == family && which.test(c);
    }
}
