package dev.nightjar.ranking.store;

import dev.nightjar.contract.CorruptFormatException;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.RankerModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a snapshot that are not of its store. Immutable.
 *
 * @param ranker the learned ranker, or null when there is none
 * @param attributes what filters ask of the items, mapped; null when there is none
 */
record BesideStore(@Nullable RankerModel ranker, @Nullable ItemAttributes attributes) {
  private static final List<String> FILES = List.of(RankerModel.FILE, ItemAttributes.FILE);

  /** Reads those of them that are among the files of a folder. */
  static BesideStore read(Path folder, List<String> names) {
    return new BesideStore(
        names.contains(RankerModel.FILE) ? ranker(folder.resolve(RankerModel.FILE)) : null,
        names.contains(ItemAttributes.FILE) ? map(folder.resolve(ItemAttributes.FILE)) : null);
  }

  /** The other names. */
  static List<String> storeFiles(List<String> names) {
    return names.stream().filter(name -> !FILES.contains(name)).toList();
  }

  /** Refuses attributes of another number of items than the store has. */
  void check(int items) {
    if (attributes != null && attributes.items() != items) {
      throw new CorruptFormatException(
          ItemAttributes.FILE + " is of " + attributes.items() + " items, the store has " + items);
    }
  }

  private static RankerModel ranker(Path file) {
    try {
      return RankerModel.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new StoreException("cannot read the ranker " + file, e);
    }
  }

  /** The map outlives the channel, and goes when nobody refers to it. */
  private static ItemAttributes map(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes > Integer.MAX_VALUE) {
        throw new CorruptFormatException(file + " has " + bytes + " bytes, too many to be mapped");
      }
      return ItemAttributes.decode(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes));
    } catch (IOException e) {
      throw new StoreException("cannot map the attributes " + file, e);
    }
  }
}
