package dev.nightjar.serving.sentences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightjar.contract.FormatException;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What people call the items of a snapshot and their categories. Used by one thread. */
final class ItemNames {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  private final Snapshot snapshot;

  ItemNames(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The title of an item that may be offered; null for any other and for one without. */
  @Nullable String title(int item) {
    if (item < 0 || !snapshot.available(item)) {
      return null;
    }
    return usable(metadata(item).path("title").textValue());
  }

  /** The name of the item's most special category, without those above it; null without any. */
  @Nullable String category(int item) {
    JsonNode categories = metadata(item).path("categories");
    String last = categories.path(categories.size() - 1).textValue();
    return last == null ? null : usable(last.substring(last.lastIndexOf('>') + 1).strip());
  }

  private static @Nullable String usable(@Nullable String name) {
    return name == null || name.isBlank() || name.length() > LONGEST ? null : name;
  }

  private JsonNode metadata(int item) {
    try {
      return JSON.readTree(snapshot.metadata(item));
    } catch (IOException | StoreException | FormatException unreadable) {
      return MissingNode.getInstance();
    }
  }
}
