package dev.nightjar.serving.answers;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.CandidateTable;
import dev.nightjar.ranking.ContextColumn;
import dev.nightjar.ranking.EventEffects;
import dev.nightjar.ranking.Explanation;
import dev.nightjar.ranking.Reasons;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.serving.http.JsonBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes why an item is ranked as it is, as fields of its JSON object. */
final class ReasonWriter {
  private static final Source[] SOURCES = Source.values();

  private ReasonWriter() {}

  /** Each field after a comma; what there is nothing to say of is left out. */
  static void write(JsonBuffer out, Snapshot snapshot, Reasons reasons, int item) {
    Explanation explanation = reasons.explanation();
    sources(out, explanation.candidates(), item);
    context(out, explanation.candidates(), item);
    boosts(out, explanation.boosts().getOrDefault(item, Map.of()));
    because(out, reasons, item);
    alike(out, snapshot, reasons.alike().getOrDefault(item, ScoredItems.NONE));
    contributions(out, explanation, item);
  }

  /** The events of the session that moved it, the most telling first. */
  private static void because(JsonBuffer out, Reasons reasons, int item) {
    List<EventEffects> telling =
        reasons.effects().stream()
            .filter(effect -> reasons.adds(effect, item) != 0)
            .sorted(
                Comparator.comparingDouble(
                    (EventEffects effect) -> -Math.abs(reasons.adds(effect, item))))
            .toList();
    for (int i = 0; i < telling.size(); i++) {
      EventEffects effect = telling.get(i);
      out.raw(i == 0 ? ",\"because\":[{\"item_id\":" : ",{\"item_id\":");
      out.text(effect.event().itemId()).raw(",\"type\":").text(effect.event().interaction());
      out.raw(",\"adds\":").number(reasons.adds(effect, item)).raw("}");
    }
    out.raw(telling.isEmpty() ? "" : "]");
  }

  /** What it is like of all that the person met before the night. */
  private static void alike(JsonBuffer out, Snapshot snapshot, ScoredItems met) {
    for (int i = 0; i < met.size(); i++) {
      out.raw(i == 0 ? ",\"like\":[{\"item_id\":" : ",{\"item_id\":");
      out.text(snapshot.itemId(met.items()[i]));
      out.raw(",\"likeness\":").number(met.scores()[i]).raw("}");
    }
    out.raw(met.size() == 0 ? "" : "]");
  }

  private static void sources(JsonBuffer out, CandidateTable candidates, int item) {
    out.raw(",\"reason\":{");
    int[] items = candidates.items();
    boolean first = true;
    for (int row = 0; row < items.length; row++) {
      if (items[row] == item) {
        float[] scores = candidates.scoresBySource()[row];
        for (Source source : SOURCES) {
          if (scores[source.ordinal()] != 0) {
            out.raw(first ? "\"" : ",\"").raw(source.id()).raw("\":");
            out.number(scores[source.ordinal()]);
            first = false;
          }
        }
        if (candidates.lifts().length > 0) {
          out.raw(first ? "\"" : ",\"").raw(BlendWeights.CONTEXT).raw("\":");
          out.number(candidates.lifts()[row]);
        }
        break;
      }
    }
    out.raw("}");
  }

  /** What each value of the context adds, as far as any does. */
  private static void context(JsonBuffer out, CandidateTable candidates, int item) {
    String before = ",\"context\":{";
    for (ContextColumn column : candidates.context()) {
      float adds = candidates.weights().context() * column.of(item);
      if (adds != 0) {
        out.raw(before).text(column.name() + "=" + column.value()).raw(":").number(adds);
        before = ",";
      }
    }
    out.raw(before.equals(",") ? "}" : "");
  }

  /** The rules that moved an item, by what. */
  private static void boosts(JsonBuffer out, Map<String, Double> factors) {
    if (!factors.isEmpty()) {
      String before = ",\"boosts\":{";
      for (Map.Entry<String, Double> boost : factors.entrySet()) {
        out.raw(before).text(boost.getKey()).raw(":").number(boost.getValue());
        before = ",";
      }
      out.raw("}");
    }
  }

  /** What trees made of it: the mean score and what each feature adds, the most telling first. */
  private static void contributions(JsonBuffer out, Explanation explanation, int item) {
    double[] found = explanation.contributions().get(item);
    if (found == null) {
      return;
    }
    out.raw(",\"contributions\":{\"mean\":").number(explanation.mean());
    List<String> names = FeatureNames.all();
    IntStream.range(0, found.length)
        .filter(feature -> found[feature] != 0)
        .boxed()
        .sorted(Comparator.comparingDouble(feature -> -Math.abs(found[feature])))
        .forEach(feature -> out.raw(",").text(names.get(feature)).raw(":").number(found[feature]));
    out.raw("}");
  }
}
