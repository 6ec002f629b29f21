package dev.workcell.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workcell.run.Marker;
import dev.workcell.run.Motion;
import dev.workcell.supervise.Host.Presence;
import dev.workcell.supervise.Host.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// On outputs written by hand after the manual pages; never run on a Mac.
@DisplayNameGeneration(ReplaceUnderscores.class)
class MacTest {
  private static final String PS =
      """
          1     0      0 Ss   Sun Nov 23 01:00:15 2025     /sbin/launchd
        501     1      0 S    Sun Nov 23 01:02:03 2025     /usr/local/bin/node agent.js  --x
        502   501      0 S+   Tue Nov  4 09:02:04 2025     /bin/sh -c sleep 9
        503   501      0 Z    Sun Nov 23 01:02:05 2025     (sh)
        504     1      0 S    Sun Nov 23 01:02:06 2025     /bin/sh other.sh
      """;
  private static final String PS_WITH_ENVIRONMENT =
      """
          1 /sbin/launchd
        501 /usr/local/bin/node agent.js  --x PATH=/usr/bin WORKCELL_RUN=h/fix/0001/1 HOME=/Users/u
        502 /bin/sh -c sleep 9
        504 /bin/sh other.sh WORKCELL_RUN=h/fix/0001/1 PATH=/bin WORKCELL_RUN=h/fix/0001/10
      """;

  private final Map<String, String> answers =
      new HashMap<>(
          Map.of(
              "sysctl -n kern.bootsessionuuid",
              "0B1C2D3E-0000-4000-8000-0123456789AB\n",
              "sysctl -n kern.boottime",
              "{ sec = 1763859615, usec = 301775 } Sun Nov 23 01:00:15 2025\n",
              "ioreg -rd1 -c IOPlatformExpertDevice",
              """
              +-o J314sAP  <class IOPlatformExpertDevice>
                  {
                    "IOPlatformUUID" = "AAAABBBB-1111-2222-3333-444455556666"
                    "model" = <"MacBookPro18,3">
                  }
              """,
              "id -u",
              "501\n",
              "ps -axwwo pid=,ppid=,sess=,stat=,lstart=,command=",
              PS,
              "ps -axwwE -o pid=,command=",
              PS_WITH_ENVIRONMENT));

  @Test
  void the_facts_are_read() throws IOException {
    var facts = MacFacts.read(this::answer);

    assertThat(facts.bootId()).isEqualTo("0B1C2D3E-0000-4000-8000-0123456789AB");
    assertThat(facts.space()).isEqualTo("AAAABBBB-1111-2222-3333-444455556666/mac");
    assertThat(facts.user()).isEqualTo(501);
    assertThat(MacFacts.bootTime("{ sec = 1763859615, usec = 301775 } Sun Nov 23 01:00:15 2025"))
        .isEqualTo(Instant.ofEpochSecond(1763859615));
    assertThat(MacFacts.uptime(this::answer).get()).isPositive();
  }

  @Test
  void the_tree_has_the_marked_one_and_its_child_whose_environment_is_hidden() throws IOException {
    assertThat(host().tree(new Marker(Marker.AGENT, "h/fix/0001/1")))
        .extracting(s -> s.identity().pid(), Sighting::command)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(501L, "/usr/local/bin/node agent.js  --x"),
            org.assertj.core.groups.Tuple.tuple(502L, "/bin/sh -c sleep 9"));
  }

  @Test
  void the_activity_is_read_in_one_more_question() throws IOException {
    answers.put(
        "ps -wwo pid=,stat=,time=,etime= -p 501,502",
        "  501 S      0:01.25 10-02:03:04\n  502 T+     2:00.50    00:31\n");
    var seen = host().activity(new Marker(Marker.AGENT, "h/fix/0001/1"));

    assertThat(seen.cpu()).isEqualTo(Duration.ofMillis(121_750));
    assertThat(seen.motion()).isEqualTo(Motion.RUNNING);
    assertThat(seen.tools()).isEqualTo(1);
    assertThat(seen.members()).hasSize(2);

    answers.put(
        "ps -wwo pid=,stat=,time=,etime= -p 501,502",
        "  501 T      0:01.25    00:31\n  502 Z      0:00.00    00:30\n");
    var later = host().activity(new Marker(Marker.AGENT, "h/fix/0001/1"));
    assertThat(later.motion()).isEqualTo(Motion.STOPPED);
    assertThat(later.members()).as("the zombie is none").hasSize(1);
    assertThat(later.tools()).isZero();
  }

  @Test
  void identity_is_the_start_time_with_its_blanks_put_right() throws IOException {
    answers.put(one(502), PS.lines().toList().get(2) + "\n");
    var process = host().identify(502).orElseThrow();

    assertThat(process.startTime()).isEqualTo("Tue Nov 4 09:02:04 2025");
    assertThat(host().presence(process)).isEqualTo(Presence.ALIVE);
  }

  @Test
  void no_line_is_gone_a_zombie_is_gone_and_no_answer_is_neither() throws IOException {
    answers.put(one(502), PS.lines().toList().get(2));
    var process = host().identify(502).orElseThrow();
    answers.put(one(502), "\n");
    answers.put(one(503), PS.lines().toList().get(3));
    assertThat(host().presence(process)).isEqualTo(Presence.GONE);
    assertThat(host().identify(503)).isEmpty();

    answers.remove(one(502));
    assertThat(host().presence(process)).isEqualTo(Presence.COULD_NOT_LOOK);
    answers.put(one(502), "ps: illegal option");
    assertThat(host().presence(process)).isEqualTo(Presence.COULD_NOT_LOOK);
  }

  @Test
  void an_empty_process_table_is_refused() {
    answers.put("ps -axwwo pid=,ppid=,sess=,stat=,lstart=,command=", "");

    assertThatThrownBy(() -> host().tree(new Marker(Marker.AGENT, "x")))
        .isInstanceOf(IOException.class);
  }

  private SystemHost host() throws IOException {
    return new SystemHost(new PsTable(this::answer), MacFacts.read(this::answer));
  }

  private String answer(java.util.List<String> argv) throws IOException {
    var answer = answers.get(String.join(" ", argv));
    if (answer == null) {
      throw new IOException("no answer to " + argv);
    }
    return answer;
  }

  private static String one(long pid) {
    return "ps -wwo pid=,ppid=,sess=,stat=,lstart=,command= -p " + pid;
  }
}
