/** Annotation of Java programs: the agent that a measured JVM is started with, and what it tells. */
package io.jenkins.plugins.autoperf.annotate.jvm;
