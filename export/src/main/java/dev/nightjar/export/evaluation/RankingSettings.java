package dev.nightjar.export.evaluation;

import dev.nightjar.ranking.RankingParams;
import dev.nightjar.settings.Settings;

/** The pipeline's parameters, so that what is replayed at night is what is served by day. */
final class RankingSettings {
  private RankingSettings() {}

  static RankingParams load(Settings settings) {
    return RankingParams.defaults();
  }
}
