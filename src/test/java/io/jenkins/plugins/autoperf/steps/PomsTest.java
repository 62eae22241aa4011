package io.jenkins.plugins.autoperf.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Two POMs build one tree. */
class PomsTest {
    @Test
    void bothUseTheSameVersionOfALibrary() throws Exception {
        Map<String, String> plugin = versions("pom.xml");
        Map<String, String> commandLine = versions("cli/pom.xml");

        assertThat(plugin).isNotEmpty();
        assertThat(commandLine).containsAllEntriesOf(plugin);
    }

    /** Properties named {@code NAME.version}, less those of Jenkins itself. */
    private static Map<String, String> versions(String pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(System.getProperty("autoperf.root"), pom).toFile())
                .getDocumentElement();
        Element properties = (Element) project.getElementsByTagName("properties").item(0);
        NodeList all = properties.getElementsByTagName("*");
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getNodeName();
            if (name.endsWith(".version") && !name.equals("jenkins.version")) {
                versions.put(name, all.item(i).getTextContent());
            }
        }
        return versions;
    }
}
