#!/bin/sh
# Runs AutoPerf's command line on an agent. AUTOPERF_TOOL holds its jars, AUTOPERF_JAVA the agent's own Java, and
# AUTOPERF_ARGUMENTS the file with the arguments.
if [ ! -e "$AUTOPERF_TOOL/autoperf.sh" ]; then
    echo "autoperf: The folder $AUTOPERF_TOOL is not there where the workload runs. Mount it into the container." >&2
    exit 6
fi
if [ ! -x "$AUTOPERF_JAVA" ]; then
    # Inside a container the agent's Java may not be there.
    AUTOPERF_JAVA=$(command -v java) || {
        echo "autoperf: There is no Java where the workload runs. Install Java 17 or later there." >&2
        exit 6
    }
fi
tool=$AUTOPERF_TOOL java=$AUTOPERF_JAVA arguments=$AUTOPERF_ARGUMENTS
unset AUTOPERF_TOOL AUTOPERF_JAVA AUTOPERF_ARGUMENTS
exec "$java" --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dfile.encoding=UTF-8 -Dslf4j.internal.verbosity=ERROR -XX:+UseSerialGC \
    -Xss4m -cp "$tool/*" io.jenkins.plugins.autoperf.cli.Main "@$arguments"
