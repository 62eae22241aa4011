/** Builds of private copies of a program, in which the functions that a change touched are annotated as they are compiled. */
package io.jenkins.plugins.autoperf.annotate.build;
