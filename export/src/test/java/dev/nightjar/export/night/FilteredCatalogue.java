package dev.nightjar.export.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.Recommendation;
import dev.nightjar.ranking.Recommendation.Filtered;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;
import java.util.List;

/** What a published snapshot answers to a filter, beside what the catalogue's table says. */
final class FilteredCatalogue {
  private static final int ALL = 200;

  private FilteredCatalogue() {}

  /** Asks for the cheaper half of the shop and must be given it, whole. */
  static void check(Lake lake, LakeFiles files, String snapshotId) {
    double price =
        lake.read(Items.TABLE)
            .agg(percentile_approx(col(Items.PRICE), lit(0.5), lit(1000)))
            .head()
            .getDouble(0);
    List<String> expected =
        lake
            .read(Items.TABLE)
            .where(col(Items.AVAILABLE).and(col(Items.PRICE).leq(price)))
            .select(Items.ITEM_ID)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(expected).hasSizeBetween(10, ALL);
    try (LocalSnapshot published = LocalSnapshot.ofPublished(files, snapshotId)) {
      Snapshot snapshot = published.snapshot();
      RecommendationQuery query =
          RecommendationQuery.anonymous()
              .withN(ALL)
              .withFilter(ItemFilter.parse("price <= " + price));
      Recommendation answer =
          RecommendationPipeline.standard(RankingParams.defaults()).recommend(snapshot, query);
      assertThat(answer.items())
          .extracting(item -> snapshot.itemId(item.item()))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(answer.filtered()).extracting(Filtered::missing).isEqualTo(ALL - expected.size());
    }
  }
}
