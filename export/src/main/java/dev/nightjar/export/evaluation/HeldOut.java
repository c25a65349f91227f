package dev.nightjar.export.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.features.Sessionization;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.SessionRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.EvaluationPersons;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TemporalSplit;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.tables.Preferences;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * What came after a window's cut-off, as requests to replay: the same persons that the single
 * models are measured on, and sessions. What is collected is bounded by the sample sizes.
 */
final class HeldOut {
  private static final int LEAST_ITEMS = 2;

  /** Sessions of one person that are looked at. */
  private static final int LONGEST = 100;

  private static final String VISITS = "visits";

  /** By name of a request's value, the column of a session that says it. */
  private static final Map<String, String> SAID =
      Map.of(
          ItemColumns.DEVICE, Sessions.DEVICE,
          ItemColumns.COUNTRY, Sessions.COUNTRY,
          ItemColumns.OS, Sessions.OS,
          ItemColumns.BROWSER, Sessions.BROWSER,
          ItemColumns.REFERRER, Sessions.REFERRER,
          RequestContext.LOCALE, Sessions.LANGUAGE);

  private final Lake lake;
  private final StoredModel model;
  private final TrainingWindow window;
  private final TemporalSplit split;
  private final SessionRules sessionRules;
  private final ZoneId zone;

  HeldOut(Lake lake, StoredModel model, TrainingWindow window, Settings settings) {
    this.lake = lake;
    sessionRules = EtlConfig.sessions(settings);
    zone = EtlConfig.features(settings).zone();
    this.model = model;
    this.window = window;
    split = new ModelRegistry(lake).split(model);
  }

  /** The cut-off of the window. */
  Instant cutoff() {
    return split.cutoff(window);
  }

  /** Persons known before the cut-off with something relevant after it. */
  List<Asked> collectPersons(Snapshot snapshot, EvaluationRules rules) {
    Dataset<Row> heldOut = split.keepEvaluation(lake.read(Interactions.TABLE), window);
    List<Asked> asked = new ArrayList<>();
    for (Row row :
        EvaluationPersons.perPersonRelevant(heldOut, known(), rules)
            .select(
                EvaluationPersons.PERSON_ID, EvaluationPersons.RELEVANT, EvaluationPersons.DEVICE)
            .collectAsList()) {
      Asked.of(snapshot, row.getString(0), texts(row, 1), row.getString(2)).ifPresent(asked::add);
    }
    return asked;
  }

  /**
   * One moment of each session between the cut-off and the end of the window, of at most {@code
   * most} sessions.
   */
  List<SessionCase> collectSessions(Snapshot snapshot, int most, long seed) {
    Dataset<Row> sessions =
        over(split.keepEvaluationSessions(lake.readOrEmpty(Sessions.TABLE), window))
            .where(size(col(Sessions.ITEMS)).geq(lit(LEAST_ITEMS)))
            .orderBy(xxhash64(col(Sessions.SESSION_ID)), col(Sessions.SESSION_ID))
            .limit(most);
    List<SessionCase> cases = new ArrayList<>();
    for (Row row : sessions.collectAsList()) {
      List<String> items = texts(row, row.fieldIndex(Sessions.ITEMS));
      SessionCase.of(snapshot, row.getAs(Sessions.PERSON_ID), items, context(row), seed)
          .ifPresent(cases::add);
    }
    return cases;
  }

  /** As an app that says all it knows would say it. */
  private RequestContext context(Row session) {
    Timestamp began = session.getAs(Sessions.STARTED_AT);
    RequestContext context = RequestContext.NONE.at(began.toInstant(), zone);
    for (Map.Entry<String, String> value : SAID.entrySet()) {
      String said = session.getAs(value.getValue());
      context = said == null ? context : context.with(value.getKey(), said);
    }
    int free = session.fieldIndex(Sessions.CONTEXT);
    for (Row entry : session.isNullAt(free) ? List.<Row>of() : session.<Row>getList(free)) {
      context = context.with(entry.getString(0), entry.getString(1));
    }
    return context;
  }

  /**
   * The first sessions of at most {@code most} persons who came after the cut-off and were not
   * known before it.
   */
  List<FirstSession> collectFirstSessions(Snapshot snapshot, int most) {
    Dataset<Row> perPerson =
        over(split.keepEvaluationSessions(lake.readOrEmpty(Sessions.TABLE), window))
            .join(known(), new String[] {Sessions.PERSON_ID}, "left_anti")
            .groupBy(Sessions.PERSON_ID)
            .agg(
                transform(
                        sort_array(
                            collect_list(struct(col(Sessions.STARTED_AT), col(Sessions.ITEMS)))),
                        session -> session.getField(Sessions.ITEMS))
                    .as(VISITS))
            .select(
                col(Sessions.PERSON_ID),
                get(col(VISITS), lit(0)),
                flatten(slice(col(VISITS), 2, LONGEST)))
            .orderBy(xxhash64(col(Sessions.PERSON_ID)), col(Sessions.PERSON_ID))
            .limit(most);
    List<FirstSession> sessions = new ArrayList<>();
    for (Row row : perPerson.collectAsList()) {
      FirstSession.of(snapshot, row.getString(0), texts(row, 1), texts(row, 2))
          .ifPresent(sessions::add);
    }
    return sessions;
  }

  private Dataset<Row> known() {
    return model.read(window, Preferences.FILE, Preferences.SCHEMA).select(Preferences.PERSON_ID);
  }

  private Dataset<Row> over(Dataset<Row> sessions) {
    return Sessionization.keepOver(sessions, split.evaluationEnd(window), sessionRules);
  }

  private static List<String> texts(Row row, int column) {
    Seq<String> values = row.getSeq(column);
    List<String> texts = new ArrayList<>(values.length());
    for (int i = 0; i < values.length(); i++) {
      texts.add(values.apply(i));
    }
    return texts;
  }
}
