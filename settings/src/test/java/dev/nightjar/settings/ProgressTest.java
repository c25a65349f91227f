package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void saysTheTimeTheStageAndWhatComesNext() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong(5_000_000_000L);
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);
    nanos.addAndGet(12_340_000_000L);
    progress.stage("clean-events", 3, 13, Optional.of("build-catalog"));
    progress.stage("publish-snapshot", 13, 13);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "[  12.3s] 3/13 clean-events ... next: build-catalog\n[  12.3s] 13/13 publish-snapshot\n");
  }
}
