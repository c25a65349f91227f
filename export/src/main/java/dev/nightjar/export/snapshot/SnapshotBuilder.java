package dev.nightjar.export.snapshot;

import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumn;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.features.Sessionization;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.export.candidates.ScoringModel;
import dev.nightjar.export.candidates.TopKCandidates;
import dev.nightjar.export.candidates.UserCandidateRows;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.StoreFiles.Entry;
import dev.nightjar.export.tables.UserCandidates;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.tables.ItemNeighborsFile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Builds the snapshot of any window of a model: items and lists on the driver, persons on the
 * executors. There is one builder, so that what is measured has the form of what is served. Writes
 * {@code build.json} last; what it holds is the manifest without weights and metrics.
 */
final class SnapshotBuilder {
  private final Lake lake;
  private final LakeFiles files;
  private final ExportParams params;
  private final LocalDate runDate;

  SnapshotBuilder(Lake lake, ExportParams params, LocalDate runDate) {
    this.lake = lake;
    this.files = LakeFiles.of(lake);
    this.params = params;
    this.runDate = runDate;
  }

  /** Builds and gives what was written. */
  SnapshotManifest build(WindowModel model, Map<String, String> origins) {
    String folder = SnapshotFolders.of(model.version(), model.window());
    StoreFiles target = new StoreFiles(files, folder);
    Catalogue catalogue = Catalogue.collect(lake, model, params.maxItems());
    if (catalogue.items().isEmpty()) {
      throw new DataQualityException(
          "there is no item to recommend in window "
              + model.window().id()
              + " of model "
              + model.version()
              + ": no interaction before its cut-off and no catalogue");
    }
    ItemFactors factors = model.collectFactors(params.maxItems());
    ScoringModel scoring =
        new ScoringModel(
            catalogue.index(),
            factors,
            model.collectNeighbors(ItemNeighborsFile.FILE, catalogue.index()),
            model.collectNeighbors(ItemNeighborsFile.TRANSITIONS, catalogue.index()),
            model.collectNeighbors(ItemNeighborsFile.CONTENT, catalogue.index()),
            catalogue.newcomers(params.newcomers(), model.cutoff()));
    List<BuiltFile> built = new ArrayList<>();
    target.write("items.sst", items(catalogue, scoring)).ifPresent(built::add);
    target.write("lists.sst", lists(model.collectLists(catalogue.index()))).ifPresent(built::add);
    target.write("columns.sst", columns(model, scoring)).ifPresent(built::add);
    sessions(model, catalogue.index(), target).ifPresent(built::add);
    built.addAll(writePersons(model, scoring, target));
    Map<String, String> known = new TreeMap<>(origins);
    if (model.window() == TrainingWindow.LIVE) {
      built.add(attributes(catalogue.index(), target, known));
    }
    SnapshotManifest manifest = manifest(model, built, model.collectSegmentNames(), known);
    files.put(
        folder + "/" + SnapshotFolders.BUILD, manifest.toJson().getBytes(StandardCharsets.UTF_8));
    return manifest;
  }

  private SnapshotManifest manifest(
      WindowModel model,
      List<BuiltFile> built,
      Map<String, String> segments,
      Map<String, String> origins) {
    List<Sentinel> sentinels =
        built.stream().flatMap(file -> file.sentinelsInManifest().stream()).distinct().toList();
    return new SnapshotManifest(
        model.version(),
        model.version(),
        runDate.toString(),
        model.window().id(),
        built.stream().map(BuiltFile::inManifest).toList(),
        Map.of(
            "attributes", rows(built, "attributes"),
            "items", rows(built, "items"),
            "lists", rows(built, "lists"),
            "session_blocks", rows(built, "sessions"),
            "users", rows(built, "users")),
        sentinels,
        Map.of(),
        segments,
        origins,
        Map.of());
  }

  /** What requests filter by: only the live snapshot is asked, and only of today's catalogue. */
  private BuiltFile attributes(ItemIndex items, StoreFiles target, Map<String, String> origins) {
    ItemAttributes attributes =
        new AttributeFile(items, params.filters()).collect(lake.readOrEmpty(Items.TABLE));
    if (!attributes.leftOut().isEmpty()) {
      origins.put(SnapshotManifest.ATTRIBUTES_LEFT_OUT, String.join(", ", attributes.leftOut()));
    }
    return target.writeBeside(ItemAttributes.FILE, attributes.encode(), attributes.all().size());
  }

  private static long rows(List<BuiltFile> built, String prefix) {
    return built.stream()
        .filter(file -> file.name().startsWith(prefix))
        .mapToLong(BuiltFile::rows)
        .sum();
  }

  private List<BuiltFile> writePersons(WindowModel model, ScoringModel scoring, StoreFiles target) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(lake.spark().sparkContext());
    Broadcast<ScoringModel> shared = context.broadcast(scoring);
    boolean live = model.window() == TrainingWindow.LIVE;
    JavaPairRDD<String, byte[]> records =
        TopKCandidates.perPerson(model.persons(), shared, params.candidates());
    if (live) {
      records = records.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      List<BuiltFile> built = UserFiles.write(records, target, params.userFiles());
      if (live) {
        lake.replaceRunDate(
            UserCandidates.TABLE,
            UserCandidateRows.perPersonSourceRank(records, shared, runDate, params.tableRanks()),
            runDate);
      }
      return built;
    } finally {
      if (live) {
        records.unpersist();
      }
      shared.destroy();
    }
  }

  private Optional<BuiltFile> sessions(WindowModel model, ItemIndex items, StoreFiles target) {
    Dataset<Row> over =
        Sessionization.keepOver(
            lake.readOrEmpty(Sessions.TABLE), model.cutoff(), params.sessionRules());
    return new SessionFiles(items, params.sessions()).write(over, model.cutoff(), target);
  }

  private Iterator<Entry> items(Catalogue catalogue, ScoringModel scoring) {
    ItemNeighborLists alike =
        new ItemNeighborLists(scoring.items(), scoring.neighbors(), params.neighbors());
    ItemNeighborLists next =
        new ItemNeighborLists(scoring.items(), scoring.transitions(), params.neighbors());
    ItemNeighborLists texts =
        new ItemNeighborLists(scoring.items(), scoring.content(), params.neighbors());
    ItemIndex index = catalogue.index();
    return StoreFiles.indexed(
        index.size(),
        i -> {
          ItemMetadata item = catalogue.items().get(i);
          ScoredItems neighbors = alike.of(i);
          ItemRecord value =
              new ItemRecord(
                  item.itemId(),
                  index.available(i),
                  item.categories(),
                  item.json(),
                  neighbors.size() > 0 ? neighbors : texts.of(i),
                  next.of(i));
          return new Entry(SnapshotKeys.item(i), value.encode());
        });
  }

  private Iterator<Entry> columns(WindowModel model, ScoringModel scoring) {
    Map<String, float[]> columns = model.collectColumns(scoring.items());
    columns.putAll(model.collectContextLifts(scoring.items()));
    if (scoring.items().size() <= params.foldInItems()) {
      columns.putAll(FactorColumns.of(scoring.factors(), scoring.items()));
    }
    return columns.entrySet().stream()
        .map(
            column ->
                new Entry(
                    SnapshotKeys.column(column.getKey()),
                    new ItemColumn(column.getValue()).encode()))
        .sorted((a, b) -> Arrays.compareUnsigned(a.key(), b.key()))
        .iterator();
  }

  private static Iterator<Entry> lists(Map<String, ScoredItems> lists) {
    return lists.entrySet().stream()
        .map(
            list ->
                new Entry(SnapshotKeys.list(list.getKey()), new ItemList(list.getValue()).encode()))
        .sorted((a, b) -> Arrays.compareUnsigned(a.key(), b.key()))
        .iterator();
  }
}
