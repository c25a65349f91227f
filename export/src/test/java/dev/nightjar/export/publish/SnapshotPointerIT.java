package dev.nightjar.export.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.export.files.LakeFiles;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class SnapshotPointerIT {

  @Test
  void namesTheLiveAndTheTriedSnapshotAndTakesNeitherForAFolder(TestLake directory) {
    LakeFiles files = LakeFiles.of(directory.lake());
    SnapshotPointer pointer = new SnapshotPointer(files);
    assertThat(pointer.current()).isEmpty();
    assertThat(pointer.shadow()).isEmpty();

    files.put(LakePaths.snapshot("20260105-1") + "/" + LakePaths.MANIFEST, new byte[] {1});
    pointer.point("20260105-1");
    pointer.shadow(Optional.of("20260106-1"));
    assertThat(pointer.current()).contains("20260105-1");
    assertThat(pointer.shadow()).contains("20260106-1");
    assertThat(pointer.folders()).containsExactly("20260105-1");

    pointer.shadow(Optional.empty());
    assertThat(pointer.shadow()).isEmpty();
    assertThat(pointer.current()).contains("20260105-1");
  }
}
