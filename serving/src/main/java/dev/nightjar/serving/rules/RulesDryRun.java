package dev.nightjar.serving.rules;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.recording.Asked;
import dev.nightjar.serving.recording.RecordedRequest;
import dev.nightjar.serving.replay.RecordFile;
import dev.nightjar.serving.snapshots.PastSnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What rules would have changed in recorded requests: each request is answered without the rules
 * that were in force, with each rule alone and with all of them. Used by one thread.
 */
final class RulesDryRun {
  private static final String ALL = "all together";

  private final RuleBook book;
  private final RecommendationPipeline pipeline;
  private final Instant now;
  private final Map<String, Change> changes = new TreeMap<>();
  private int answers;
  private int gone;

  /** What a rule changed so far. */
  private static final class Change {
    private int answers;
    private int itemsIn;
    private String example = "";
  }

  /**
   * @param now the moment at which rules hold or not
   */
  RulesDryRun(RuleBook book, RecommendationPipeline pipeline, Instant now) {
    this.book = book;
    this.pipeline = pipeline;
    this.now = now;
  }

  /** Answers the requests of a file, one snapshot after the other. */
  void over(Path requests, PastSnapshots snapshots) throws IOException {
    RecordFile file = RecordFile.of(requests);
    Set<String> ids = new LinkedHashSet<>();
    file.read((line, request) -> ids.add(request.snapshotId()));
    for (String id : ids) {
      Optional<String> refused =
          snapshots.open(
              id, snapshot -> file.read((line, request) -> answer(line, request, snapshot)));
      gone += refused.isPresent() ? 1 : 0;
    }
  }

  private void answer(int line, RecordedRequest request, Snapshot snapshot) {
    if (!request.snapshotId().equals(snapshot.manifest().snapshotId())) {
      return;
    }
    Asked asked = request.asked();
    List<Rule> own = asked.query().rules().stream().filter(Rule::isOfRequest).toList();
    RecommendationQuery plain = asked.query().withRules(own);
    List<String> without = items(snapshot, plain, asked);
    List<Rule> inForce = book.inForce(now, asked.surface().name());
    for (Rule rule : inForce) {
      note(rule.name(), line, without, items(snapshot, plain.withMoreRules(List.of(rule)), asked));
    }
    note(ALL, line, without, items(snapshot, plain.withMoreRules(inForce), asked));
    answers++;
  }

  private void note(String name, int line, List<String> without, List<String> with) {
    Change change = changes.computeIfAbsent(name, none -> new Change());
    if (!with.equals(without)) {
      List<String> in = new ArrayList<>(with);
      in.removeAll(without);
      change.answers++;
      change.itemsIn += in.size();
      if (change.example.isEmpty()) {
        change.example = "line " + line + ": " + first(without) + " becomes " + first(with);
      }
    }
  }

  private static String first(List<String> items) {
    return String.join(" ", items.subList(0, Math.min(5, items.size())));
  }

  private List<String> items(Snapshot snapshot, RecommendationQuery query, Asked asked) {
    List<String> ids = new ArrayList<>();
    for (RankedItem item : pipeline.recommend(snapshot, query, asked.surface()).items()) {
      ids.add(snapshot.itemId(item.item()));
    }
    return ids;
  }

  /** A line a rule that is in force, most telling or not. */
  String told() {
    StringBuilder out = new StringBuilder();
    out.append(answers).append(" recorded requests answered again");
    out.append(gone == 0 ? "" : ", of " + gone + " snapshots none could be had").append('\n');
    changes.forEach(
        (name, change) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "%-24s changes %d of %d answers, brings %d items in%s%n",
                    name,
                    change.answers,
                    answers,
                    change.itemsIn,
                    change.example.isEmpty() ? "" : "; " + change.example)));
    return out.toString();
  }
}
