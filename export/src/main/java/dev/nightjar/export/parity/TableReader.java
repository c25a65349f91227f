package dev.nightjar.export.parity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.etl.Lake;
import dev.nightjar.export.candidates.CandidateParams;
import dev.nightjar.export.candidates.ItemIndex;
import dev.nightjar.export.candidates.ScoringModel;
import dev.nightjar.export.candidates.TopKCandidates;
import dev.nightjar.export.candidates.TopKCandidates.WindowRows;
import dev.nightjar.export.tables.UserCandidates;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.sql.Date;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads what a night's tables say of some persons, in the numbering of its snapshot. What is
 * collected is bounded by the number of persons asked for.
 */
final class TableReader {
  private final Lake lake;
  private final StoredModel model;
  private final Snapshot snapshot;

  /**
   * @param model the model behind the snapshot
   */
  TableReader(Lake lake, StoredModel model, Snapshot snapshot) {
    this.lake = lake;
    this.model = model;
    this.snapshot = snapshot;
  }

  /** The first persons of a range of pseudonyms, at most so many, ascending. */
  List<String> persons(PersonRange range, int most) {
    return preferences()
        .where(range.holds(col(Preferences.PERSON_ID)))
        .select(Preferences.PERSON_ID)
        .distinct()
        .orderBy(Preferences.PERSON_ID)
        .limit(most)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /**
   * What the tables say of these persons.
   *
   * @param params how the snapshot was built
   * @param ranks places of a source that gold.user_candidates has
   */
  TableRecords records(Collection<String> persons, CandidateParams params, int ranks) {
    Object[] ids = persons.toArray();
    return new TableRecords(known(ids, params), candidates(ids), ranks);
  }

  /**
   * The builder's own reckoning, given nothing that candidates come from: what is left is what the
   * person met.
   */
  private Map<String, UserRecord> known(Object[] ids, CandidateParams params) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(lake.spark().sparkContext());
    Broadcast<ScoringModel> nothing = context.broadcast(withoutCandidates());
    try {
      Map<String, UserRecord> known = new HashMap<>();
      TopKCandidates.perPerson(
              new WindowRows(
                  preferences().where(col(Preferences.PERSON_ID).isin(ids)),
                  model
                      .read(TrainingWindow.LIVE, UserFactors.FILE, UserFactors.SCHEMA)
                      .where(lit(false)),
                  model
                      .read(TrainingWindow.LIVE, SegmentsFile.FILE, SegmentsFile.SCHEMA)
                      .where(col(SegmentsFile.PERSON_ID).isin(ids))),
              nothing,
              params)
          .collect()
          .forEach(record -> known.put(record._1(), UserRecord.decode(record._2())));
      return known;
    } finally {
      nothing.destroy();
    }
  }

  private ScoringModel withoutCandidates() {
    String[] ids = new String[snapshot.itemCount()];
    BitSet unavailable = new BitSet();
    for (int item = 0; item < ids.length; item++) {
      ids[item] = snapshot.itemId(item);
      unavailable.set(item, !snapshot.available(item));
    }
    NeighborIndex none = new NeighborIndex(ids, new int[ids.length + 1], new int[0], new float[0]);
    return new ScoringModel(
        new ItemIndex(ids, unavailable),
        new ItemFactors(new String[0], new float[0], 1),
        none,
        none,
        none,
        new BitSet());
  }

  private Map<String, Map<Source, ScoredItems>> candidates(Object[] ids) {
    Map<String, Map<Source, List<Row>>> rows = new HashMap<>();
    Column isNight = col(UserCandidates.RUN_DATE).equalTo(Date.valueOf(model.version().runDate()));
    for (Row row :
        lake.readOrEmpty(UserCandidates.TABLE)
            .where(isNight.and(col(UserCandidates.PERSON_ID).isin(ids)))
            .orderBy(UserCandidates.PERSON_ID, UserCandidates.SOURCE, UserCandidates.RANK)
            .select(
                UserCandidates.PERSON_ID,
                UserCandidates.SOURCE,
                UserCandidates.ITEM_ID,
                UserCandidates.SCORE)
            .collectAsList()) {
      Map<Source, List<Row>> own =
          rows.computeIfAbsent(row.getString(0), id -> new EnumMap<>(Source.class));
      Source.ofId(row.getString(1))
          .ifPresent(source -> own.computeIfAbsent(source, id -> new ArrayList<>()).add(row));
    }
    Map<String, Map<Source, ScoredItems>> lists = new HashMap<>();
    rows.forEach(
        (person, bySource) -> {
          Map<Source, ScoredItems> own = new EnumMap<>(Source.class);
          bySource.forEach((source, places) -> own.put(source, list(places)));
          lists.put(person, own);
        });
    return lists;
  }

  /** An item that the snapshot does not have has no number in it, and takes no place. */
  private ScoredItems list(List<Row> places) {
    List<Row> known =
        places.stream().filter(row -> snapshot.indexOf(row.getString(2)) >= 0).toList();
    int[] items = new int[known.size()];
    float[] scores = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = snapshot.indexOf(known.get(i).getString(2));
      scores[i] = (float) known.get(i).getDouble(3);
    }
    return new ScoredItems(items, scores);
  }

  private Dataset<Row> preferences() {
    return model.read(TrainingWindow.LIVE, Preferences.FILE, Preferences.SCHEMA);
  }
}
