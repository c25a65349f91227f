package dev.nightjar.serving.answers;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.store.Snapshot;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of the items that answers hold most, already JSON, for the newest snapshot seen. Answers
 * share a small head of items, so 4,096 slots take most reads off the store for about 2 MB.
 * Thread-safe.
 */
final class MetadataCache {
  private static final int SLOTS = 4_096;

  private volatile @Nullable Slots slots;

  byte[] metadata(Snapshot snapshot, int item) {
    Slots current = slots;
    if (current == null || current.manifest() != snapshot.manifest()) {
      current = new Slots(snapshot.manifest(), new AtomicReferenceArray<>(SLOTS));
      slots = current;
    }
    int slot = item & (SLOTS - 1);
    Entry entry = current.entries().get(slot);
    if (entry == null || entry.item() != item) {
      entry = new Entry(item, snapshot.metadata(item));
      current.entries().set(slot, entry);
    }
    return entry.json();
  }

  private record Slots(SnapshotManifest manifest, AtomicReferenceArray<@Nullable Entry> entries) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(int item, byte[] json) {}
}
