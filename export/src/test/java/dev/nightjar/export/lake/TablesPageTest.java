package dev.nightjar.export.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.LakeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class TablesPageTest {

  @Test
  void docsShowTheSchemasAsTheyAre() throws IOException {
    assertThat(Files.readString(Path.of("../docs/tables.md")))
        .as("write it anew: bin/nightjar tables --markdown > docs/tables.md")
        .isEqualTo(TablesPage.markdown());
  }

  @Test
  void everyTableChoosesItsStatisticsAndFilesAndKeepsNoneOfPseudonyms() {
    for (LakeTable table : LakeTables.all()) {
      String name = table.qualifiedName();
      assertThat(table.statistics().why()).as(name).isNotEmpty();
      assertThat(table.layout().why()).as(name).isNotEmpty();
      assertThat(table.layout().oneFile()).as(name).isEqualTo(table.layout().maxRows() == 0);
      assertThat(table.statistics().columns())
          .as(name)
          .isNotEmpty()
          .noneMatch(column -> column.endsWith("_key") || column.equals("person_id"))
          .isSubsetOf(table.schema().fieldNames());
    }
  }

  @Test
  void everyTableAndColumnSaysWhatItIs() {
    for (LakeTable table : LakeTables.all()) {
      assertThat(table.row()).as(table.qualifiedName()).endsWith(".");
      for (StructField field : table.schema().fields()) {
        assertThat(field.getComment().getOrElse(() -> ""))
            .as(table.qualifiedName() + "." + field.name())
            .isNotEmpty();
      }
    }
  }
}
