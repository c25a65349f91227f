package dev.nightjar.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.export.report.Night.Importance;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class EvaluationReportTest {
  private static final String EVIL = "<script>alert('x & \"y\"')</script>|\u0001";
  private static final List<String> NAMES = List.of("blend", "als", "popular", "random", EVIL);

  private static Measured row(String name, String slice, String metric, int k, double value) {
    return new Measured(name, "new_items", slice, metric, k, value, 40);
  }

  /** Recommenders one below the other, the served one first; slices of which one is evil too. */
  private static Night night(double gainLow, List<Importance> importances) {
    List<Measured> rows = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      double ndcg = 0.5 - 0.1 * i;
      for (int k : List.of(5, 20)) {
        rows.add(row(name, "all", "ndcg", k, ndcg));
        rows.add(row(name, "all", "recall", k, ndcg + 0.01));
      }
      rows.add(row(name, "all", "ndcg_low", 20, ndcg - 0.03));
      rows.add(row(name, "all", "ndcg_high", 20, ndcg + 0.03));
      rows.add(row(name, "all", "head_share", 20, 0.8));
      rows.add(row(name, "all", "gini", 20, 0.9));
      for (String slice : List.of("device:phone", "device:" + EVIL)) {
        rows.add(row(name, slice, "ndcg", 20, ndcg));
      }
      if (i > 0) {
        rows.add(row(name, "all", "gain", 20, 0.1 * i));
        rows.add(row(name, "all", "gain_low", 20, i == 1 ? gainLow : 0.1 * i - 0.01));
        rows.add(row(name, "all", "gain_high", 20, 0.1 * i + 0.02));
      }
    }
    rows.add(row("log", "all", "head_share", 20, 0.6543));
    rows.add(row("log", "all", "gini", 20, 0.7));
    return new Night(
        LocalDate.of(2026, 1, 31), rows, List.of("The gate: " + EVIL + "."), importances);
  }

  private static Document parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  @Test
  void isWellFormedAndNamesEveryRecommenderInWords() throws Exception {
    Document page = parsed(EvaluationReport.of(night(0.05, List.of())).html());
    NodeList plots = page.getElementsByTagName("svg");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < plots.getLength(); i++) {
      Element plot = (Element) plots.item(i);
      if (plot.getAttribute("role").equals("img")) {
        words.add(plot.getAttribute("aria-label"));
      }
    }
    // Quality, gains, two curves, one kind of slice, two of bias.
    assertThat(words).hasSize(7).allSatisfy(text -> assertThat(text).isNotBlank());
    assertThat(words.get(0)).contains("blend 0.500 (0.470 to 0.530)", "als 0.400", "<script>");
    String text = page.getDocumentElement().getTextContent();
    NAMES.forEach(name -> assertThat(text).contains(name.replace('\u0001', '\uFFFD')));
  }

  @Test
  void holdsNoScriptAndNothingFromElsewhere() {
    String html = EvaluationReport.of(night(0.05, List.of())).html();
    assertThat(html)
        .doesNotContain("<script", "javascript:", "http:", "https:", "url(", "@import", " src=")
        .doesNotContain("<link", "<img", "<iframe", "\u0001");
    assertThat(html.replaceAll("href=\"#[a-z0-9-]+\"", "")).doesNotContain("href=");
  }

  @Test
  void escapesInMarkdownToo() {
    String markdown = EvaluationReport.of(night(0.05, List.of())).markdown();
    assertThat(markdown)
        .contains("| als | 0.4000 |")
        .contains("&lt;script>alert('x &amp; \"y\"')&lt;/script>\\|")
        .doesNotContain("<script", "\u0001");
    List<String> rows = markdown.lines().filter(line -> line.startsWith("| als | 0.4000")).toList();
    assertThat(rows).hasSize(1);
  }

  @Test
  void saysWhetherWhatIsServedIsCertainlyBetterThanItsBestPart() {
    assertThat(EvaluationReport.of(night(0.05, List.of())).markdown())
        .contains("als is the best single part with NDCG@20 0.4000")
        .contains("is certainly above it: +0.1000")
        .contains("in the log itself 65 %");
    assertThat(EvaluationReport.of(night(-0.01, List.of())).markdown())
        .contains("cannot be told from it: +0.1000")
        .contains("not told apart");
  }

  @Test
  void marksThinSlicesAndLeavesOutWhatWasNotMeasured() {
    String markdown = EvaluationReport.of(night(0.05, List.of())).markdown();
    assertThat(markdown)
        .contains("| phone | 40 (thin) |")
        .doesNotContain("What the ranker looks at")
        .doesNotContain("All items:\n")
        .doesNotContain("NaN");
  }

  @Test
  void showsImportancesWhereThereAreAny() {
    List<Importance> importances =
        List.of(
            new Importance("new_items", "als.score", 0.1234),
            new Importance("new_items", EVIL, 0.8765));
    String markdown = EvaluationReport.of(night(0.05, importances)).markdown();
    assertThat(markdown).contains("## What the ranker looks at").contains("| als.score | 0.1234 |");
    assertThat(markdown.indexOf("0.8765")).isLessThan(markdown.indexOf("0.1234"));
  }
}
