package dev.nightjar.etl.landing;

import dev.nightjar.contract.FormatException;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Takedown;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.features.Catalog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Reads what operators have taken down: as many objects as there were commands. */
public final class TakedownFiles {

  private TakedownFiles() {}

  /**
   * Rows of {@link Catalog#TAKEDOWNS}.
   *
   * @throws DataQualityException if an object is no takedown: an item that must go could be in it
   */
  public static Dataset<Row> read(Lake lake) {
    List<Row> rows = new ArrayList<>();
    for (Takedown each : Takedown.inOrder(all(lake))) {
      boolean withheld = each.kind() == Takedown.Kind.TAKE_DOWN;
      each.itemIds()
          .forEach(item -> rows.add(RowFactory.create(item, Timestamp.from(each.at()), withheld)));
    }
    return lake.spark().createDataFrame(rows, Catalog.TAKEDOWNS);
  }

  private static List<Takedown> all(Lake lake) {
    List<Takedown> all = new ArrayList<>();
    try {
      for (FileStatus status :
          lake.fileSystem().listStatus(new Path(lake.path(LakePaths.TAKEDOWNS)))) {
        String name = status.getPath().getName();
        // Names of local file systems that a writer or a checksum left behind.
        if (!name.startsWith(".") && name.endsWith(".json")) {
          all.add(parse(lake, status.getPath()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the takedowns of the lake cannot be read", e);
    }
    return all;
  }

  private static Takedown parse(Lake lake, Path path) throws IOException {
    try (InputStream in = lake.fileSystem().open(path)) {
      return Takedown.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FormatException e) {
      throw new DataQualityException(
          LakePaths.TAKEDOWNS
              + "/"
              + path.getName()
              + " is no takedown: "
              + e.getMessage()
              + "; take its items down again with bin/nightjar takedown, then delete it");
    }
  }
}
