/**
 * Everything that knows Jenkins: the step and the builder, the run on the agent, baselines, results beside the build, pages.
 * The controller's JVM loads no native code and trains nothing; that happens in a JVM of its own on the agent.
 */
package io.jenkins.plugins.autoperf.steps;
