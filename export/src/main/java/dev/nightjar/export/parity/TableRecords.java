package dev.nightjar.export.parity;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a night say of some persons, as the records that its snapshot should hold:
 * segment, what was met, seen and dismissed from the model's tables, candidates from
 * gold.user_candidates. That table has the first places of each source; what lies below them is
 * taken from the snapshot. Immutable.
 */
final class TableRecords {
  private final Map<String, UserRecord> known;
  private final Map<String, Map<Source, ScoredItems>> candidates;
  private final int ranks;

  /**
   * @param known by person, everything but the candidates
   * @param candidates by person, the first places of each source
   * @param ranks how many places of a source the table has, where the source has as many
   */
  TableRecords(
      Map<String, UserRecord> known, Map<String, Map<Source, ScoredItems>> candidates, int ranks) {
    this.known = Map.copyOf(known);
    this.candidates = Map.copyOf(candidates);
    this.ranks = ranks;
  }

  /**
   * The record of a person, or null when the tables have none.
   *
   * @param stored the one of the snapshot, if it has one
   */
  @Nullable UserRecord of(String personId, @Nullable UserRecord stored) {
    UserRecord from = known.get(personId);
    if (from == null) {
      return null;
    }
    Map<Source, ScoredItems> rows = candidates.getOrDefault(personId, Map.of());
    Map<Source, ScoredItems> whole = new EnumMap<>(Source.class);
    rows.forEach(
        (source, first) ->
            whole.put(
                source, stored == null ? first : withRest(first, stored.candidates().get(source))));
    return new UserRecord(from.segment(), from.seen(), from.dismissed(), whole, from.own());
  }

  /** A list that is shorter than what the table keeps has ended there. */
  private ScoredItems withRest(ScoredItems first, @Nullable ScoredItems stored) {
    if (stored == null || first.size() < ranks || stored.size() <= first.size()) {
      return first;
    }
    int[] items = stored.items().clone();
    float[] scores = stored.scores().clone();
    System.arraycopy(first.items(), 0, items, 0, first.size());
    System.arraycopy(first.scores(), 0, scores, 0, first.size());
    return new ScoredItems(items, scores);
  }

  /**
   * The first thing in which a snapshot's record and that of the tables differ, in a word; null
   * when they are equal to the last bit.
   */
  static @Nullable String difference(@Nullable UserRecord stored, @Nullable UserRecord tables) {
    if (stored == null) {
      return tables == null ? null : "missing";
    }
    if (tables == null) {
      return "not_in_tables";
    }
    if (stored.segment() != tables.segment()) {
      return "segment";
    }
    if (!Arrays.equals(stored.seen(), tables.seen())) {
      return "seen";
    }
    if (!Arrays.equals(stored.dismissed(), tables.dismissed())) {
      return "dismissed";
    }
    Set<Source> sources = EnumSet.noneOf(Source.class);
    sources.addAll(stored.candidates().keySet());
    sources.addAll(tables.candidates().keySet());
    for (Source source : sources) {
      ScoredItems inStore = stored.candidates().get(source);
      if (!Objects.equals(inStore, tables.candidates().get(source))) {
        return source.id();
      }
    }
    return Arrays.equals(stored.encode(), tables.encode()) ? null : "met";
  }
}
