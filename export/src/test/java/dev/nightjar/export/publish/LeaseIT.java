package dev.nightjar.export.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.export.files.LakeFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class LeaseIT {
  private static final Duration TIMEOUT = Duration.ofHours(6);
  private static final Lease.Request REQUEST = new Lease.Request("nightly", TIMEOUT, false);

  @Test
  void isHeldByOneAndGivenBack(Lake lake) {
    LakeFiles files = LakeFiles.of(lake);
    try (Lease held = Lease.take(files, REQUEST)) {
      assertThatThrownBy(() -> Lease.take(files, REQUEST))
          .isInstanceOf(LeaseHeldException.class)
          .hasMessageContaining("nightly is running on")
          .hasMessageContaining("--force");
    }
    Lease.take(files, REQUEST).close();
    assertThat(files.exists(Lease.PATH)).isFalse();
  }

  @Test
  void isTakenOverWhenItIsOlderThanTheTimeout(Lake lake) {
    LakeFiles files = LakeFiles.of(lake);
    Lease left = Lease.take(files, REQUEST);
    Clock later = Clock.fixed(Instant.now().plus(TIMEOUT).plusSeconds(60), ZoneOffset.UTC);

    try (Lease taken = Lease.take(files, REQUEST, later)) {
      left.close();
      assertThat(files.exists(Lease.PATH)).isTrue();
    }
  }

  @Test
  void isTakenOverFromADeadProcessAndByForce(TestLake directory) throws Exception {
    LakeFiles files = LakeFiles.of(directory.lake());
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    String host = java.net.InetAddress.getLocalHost().getHostName();
    directory.writeLines(
        Lease.PATH,
        "{\"purpose\":\"nightly\",\"host\":\"%s\",\"pid\":%d,\"since\":\"%s\"}"
            .formatted(host, dead.pid(), Instant.now()));
    Lease fromDead = Lease.take(files, REQUEST);
    Lease byForce = Lease.take(files, new Lease.Request("nightly", TIMEOUT, true));

    fromDead.close();
    assertThat(files.exists(Lease.PATH)).isTrue();
    byForce.close();
    assertThat(files.exists(Lease.PATH)).isFalse();
  }

  @Test
  void anUnreadableLeaseHoldsNobodyBack(TestLake directory) {
    directory.writeLines(Lease.PATH, "{");
    Lease.take(LakeFiles.of(directory.lake()), REQUEST).close();
  }
}
