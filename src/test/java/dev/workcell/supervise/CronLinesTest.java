package dev.workcell.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CronLinesTest {
  @TempDir private Path directory;

  @Test
  void plain_lines_are_plain() {
    assertThat(new CronLines(Path.of("/opt/w/workcell"), Map.of("PATH", "/usr/bin:/bin")).lines())
        .containsExactly(
            "@reboot PATH=/usr/bin:/bin /opt/w/workcell supervise --stay >/dev/null 2>&1",
            "* * * * * PATH=/usr/bin:/bin /opt/w/workcell check >/dev/null 2>&1");
  }

  @Test
  void the_shell_of_cron_starts_the_program_whatever_its_path() throws Exception {
    // a backslash before a percent sign has no way into a crontab
    var startup = Startups.real(directory, Startups.NASTY);
    var lines = new CronLines(startup.program(), Map.of("PATH", "/a b%c'd:/bin")).lines();
    assertThat(lines).allSatisfy(l -> assertThat(l.replace("\\%", "")).doesNotContain("%"));

    var out = directory.resolve("out");
    // what cron does: the five fields off, escaped percent signs back
    var command =
        lines
            .get(1)
            .substring("* * * * * ".length())
            .replace("\\%", "%")
            .replace("/dev/null", "\"$OUT\"");
    var builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.environment().put("OUT", out.toString());
    var process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(out))
        .containsExactly(startup.program().toString(), "check", "/a b%c'd:/bin");
  }
}
