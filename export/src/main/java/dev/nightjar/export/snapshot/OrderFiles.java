package dev.nightjar.export.snapshot;

import dev.nightjar.export.snapshot.StoreFiles.Entry;
import dev.nightjar.ranking.NightOrders;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the orders that a night stores of its persons, a file a range of persons. */
public final class OrderFiles {
  /** About 30 MB of orders, which is what the driver holds at a time. */
  private static final int PERSONS_A_FILE = 16_384;

  private OrderFiles() {}

  /** Writes the orders of all persons of a snapshot beside its other store files. */
  public static List<BuiltFile> write(Snapshot snapshot, NightOrders orders, StoreFiles target) {
    List<BuiltFile> built = new ArrayList<>();
    List<String> persons = snapshot.personsAfter("", PERSONS_A_FILE);
    while (!persons.isEmpty()) {
      target
          .write(
              String.format(Locale.ROOT, "orders-%05d.sst", built.size()),
              orders.of(persons).stream().map(row -> new Entry(row.key(), row.value())).iterator())
          .ifPresent(built::add);
      persons = snapshot.personsAfter(persons.get(persons.size() - 1), PERSONS_A_FILE);
    }
    return built;
  }
}
