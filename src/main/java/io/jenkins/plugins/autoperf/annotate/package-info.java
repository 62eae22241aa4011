/** Which functions a change touched: the diff, the compile commands, and Clang's syntax tree. */
package io.jenkins.plugins.autoperf.annotate;
