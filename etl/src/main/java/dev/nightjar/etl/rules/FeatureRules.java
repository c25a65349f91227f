package dev.nightjar.etl.rules;

import java.time.ZoneId;

/**
 * What the gold features look at.
 *
 * @param windowDays days of interactions back from the run date, at least 1
 * @param halfLifeDays age at which an interaction counts half for the affinity to a category, at
 *     least 1
 * @param trendDays newest days whose interactions are held against those of the four times as many
 *     days before them, at least 1
 * @param zone where the shop's clocks tell the part of the day
 */
public record FeatureRules(int windowDays, int halfLifeDays, int trendDays, ZoneId zone) {

  public FeatureRules {
    IngestRules.require(windowDays >= 1, "windowDays = " + windowDays + " must be 1 or more");
    IngestRules.require(halfLifeDays >= 1, "halfLifeDays = " + halfLifeDays + " must be 1 or more");
    IngestRules.require(trendDays >= 1, "trendDays = " + trendDays + " must be 1 or more");
  }
}
