package io.jenkins.plugins.autoperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/** Libraries log through slf4j, and a command line that is not asked prints nothing of it. */
class QuietLibrariesTest {
    @Test
    void slf4jFindsTheLoggerThatSaysNothing() {
        assertThat(ServiceLoader.load(SLF4JServiceProvider.class)).hasSize(1);
        assertThat(LoggerFactory.getILoggerFactory().getClass().getName()).isEqualTo("org.slf4j.helpers.NOPLoggerFactory");
    }
}
