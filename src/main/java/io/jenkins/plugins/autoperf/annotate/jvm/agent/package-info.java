/**
 * What runs in the JVM of a measured program: it knows Java, ASM and the region runtime, and is loaded by a class loader of its own, so
 * that the program sees none of it.
 */
package io.jenkins.plugins.autoperf.annotate.jvm.agent;
