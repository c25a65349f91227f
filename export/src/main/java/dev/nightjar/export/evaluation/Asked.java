package dev.nightjar.export.evaluation;

import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.scoring.RankingMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person asked about in a window: what the snapshot knew, and what turned out to be relevant.
 *
 * @param personId pseudonym of the person
 * @param relevant indexes of the relevant items, ascending; items that the window never saw are
 *     left out, because nothing could rank them
 * @param fresh those of them that the person had not seen before the cut-off
 * @param profile what kind of person it is
 */
@SuppressWarnings("ArrayRecordComponent")
record Asked(String personId, int[] relevant, int[] fresh, Profile profile) {

  /** A person as the held-out rows name them; empty when there is nothing to find for them. */
  static Optional<Asked> of(
      Snapshot snapshot, String personId, List<String> items, @Nullable String device) {
    UserRecord user = snapshot.user(personId);
    if (user == null) {
      return Optional.empty();
    }
    int[] known = items.stream().mapToInt(snapshot::indexOf).filter(item -> item >= 0).toArray();
    int[] relevant = RankingMetrics.relevantSet(known);
    int[] fresh =
        Arrays.stream(relevant)
            .filter(item -> Arrays.binarySearch(user.seen(), item) < 0)
            .filter(item -> Arrays.binarySearch(user.dismissed(), item) < 0)
            .toArray();
    return relevant.length == 0
        ? Optional.empty()
        : Optional.of(new Asked(personId, relevant, fresh, Profile.of(user, device)));
  }

  /** What counts as found under a policy. */
  int[] relevant(boolean includeSeen) {
    return includeSeen ? relevant : fresh;
  }
}
