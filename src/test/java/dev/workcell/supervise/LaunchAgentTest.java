package dev.workcell.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LaunchAgentTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/service");

  @Test
  void the_agent_is_what_it_was() throws Exception {
    assertThat(new LaunchAgent(Startups.of(Startups.PLAIN)).text())
        .isEqualTo(Files.readString(GOLDEN.resolve("plain.plist")));
    assertThat(new LaunchAgent(Startups.of(Startups.NASTY)).text())
        .isEqualTo(Files.readString(GOLDEN.resolve("nasty.plist")));
  }

  @Test
  void ampersands_brackets_and_quotes_of_a_path_come_out_of_an_XML_reader_as_they_were()
      throws Exception {
    for (var home : List.of(Startups.PLAIN, Startups.NASTY)) {
      var startup = Startups.of(home);
      var dict = dict(new LaunchAgent(startup).text());
      assertThat(texts(value(dict, "ProgramArguments")))
          .containsExactly(startup.program().toString(), "supervise", "--stay");
      var environment = value(dict, "EnvironmentVariables");
      assertThat(value(environment, "WORKCELL_HOME").getTextContent()).isEqualTo(home);
      assertThat(value(dict, "StandardErrorPath").getTextContent())
          .isEqualTo(home + "/supervisor/service.log");
    }
  }

  @Test
  void it_starts_at_login_and_after_a_failure_and_leaves_workcells_alone_when_it_stops()
      throws Exception {
    var dict = dict(new LaunchAgent(Startups.of(Startups.PLAIN)).text());
    assertThat(value(dict, "RunAtLoad").getTagName()).isEqualTo("true");
    assertThat(value(value(dict, "KeepAlive"), "SuccessfulExit").getTagName()).isEqualTo("false");
    assertThat(value(dict, "AbandonProcessGroup").getTagName()).isEqualTo("true");
  }

  @Test
  void an_agent_tells_its_build_and_whether_it_is_of_this_home() {
    for (var home : List.of(Startups.PLAIN, Startups.NASTY)) {
      var agent = new LaunchAgent(Startups.of(home));
      assertThat(Startup.buildIn(agent.text())).isEqualTo(Optional.of("0123456789ab"));
      assertThat(LaunchAgent.isOfHome(Path.of(home), agent.text())).isTrue();
      assertThat(LaunchAgent.isOfHome(Path.of(home + "x"), agent.text())).isFalse();
    }
  }

  private static Element dict(String plist) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(plist)));
    return elements(document.getDocumentElement()).getFirst();
  }

  private static Element value(Element dict, String key) {
    var elements = elements(dict);
    for (var i = 0; i < elements.size(); i += 2) {
      assertThat(elements.get(i).getTagName()).isEqualTo("key");
      if (elements.get(i).getTextContent().equals(key)) {
        return elements.get(i + 1);
      }
    }
    throw new AssertionError("no key " + key);
  }

  private static List<String> texts(Element array) {
    return elements(array).stream().map(Node::getTextContent).toList();
  }

  private static List<Element> elements(Element parent) {
    var found = new ArrayList<Element>();
    for (var i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i) instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
