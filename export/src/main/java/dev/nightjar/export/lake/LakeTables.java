package dev.nightjar.export.lake;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.KeyChanges;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.etl.tables.TableProfile;
import dev.nightjar.etl.tables.UserFeatures;
import dev.nightjar.etl.tables.Users;
import dev.nightjar.export.tables.ParityChecks;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.export.tables.UserCandidates;
import dev.nightjar.training.tables.ItemNeighborsTable;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.PopularItemsTable;
import dev.nightjar.training.tables.SegmentProfiles;
import dev.nightjar.training.tables.UserSegments;
import java.util.List;

/** Every table of the lake, in the order in which a night writes them. */
public final class LakeTables {
  private static final List<LakeTable> ALL =
      List.of(
          Events.TABLE,
          KeyChanges.TABLE,
          Quarantine.TABLE,
          BronzeItems.TABLE,
          Interactions.TABLE,
          Exposures.TABLE,
          PersonDays.TABLE,
          Users.TABLE,
          Items.TABLE,
          Sessions.TABLE,
          UserFeatures.TABLE,
          ItemFeatures.TABLE,
          TableProfile.TABLE,
          UserSegments.TABLE,
          SegmentProfiles.TABLE,
          ItemNeighborsTable.TABLE,
          PopularItemsTable.TABLE,
          UserCandidates.TABLE,
          ModelMetrics.TABLE,
          RunAccounting.TABLE,
          Promotions.TABLE,
          ParityChecks.TABLE);

  private LakeTables() {}

  /** All tables. */
  public static List<LakeTable> all() {
    return ALL;
  }
}
