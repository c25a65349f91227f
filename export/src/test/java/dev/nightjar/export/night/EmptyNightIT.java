package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.TestLake;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.publish.SnapshotPointer;
import dev.nightjar.settings.LoadOptions;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyNightIT {
  @Test
  void nothingLandedIsBadDataAndPublishesNothing() {
    Map<String, String> secret = Map.of("privacy.secret", "0123456789abcdef0123456789abcdef");
    Settings settings = Settings.load(new LoadOptions(List.of(), secret, Map.of()));
    try (TestLake empty = TestLake.create()) {
      Nightly nightly = new Nightly(empty.lake(), settings, new Progress());

      assertThatThrownBy(() -> nightly.night(LocalDate.of(2026, 1, 18)))
          .isInstanceOf(DataQualityException.class)
          .hasMessageContaining("no event has landed")
          .hasMessageContaining("2026-01-18");
      assertThat(new SnapshotPointer(LakeFiles.of(empty.lake())).current()).isEmpty();
    }
  }
}
