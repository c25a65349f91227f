package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.SnapshotManifest.Sentinel;
import dev.nightjar.contract.SnapshotManifest.StoreFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RoundTripTest {
  private static final String ALPHABET = "az09 \"\\/\b\n\t\u0001äß漢\uFFFD\u2028{}[]:,";

  @Property(tries = 300)
  void userRecordsComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    for (Source source : Source.values()) {
      if (random.nextBoolean()) {
        candidates.put(source, scored(random));
      }
    }
    UserRecord user =
        new UserRecord(
            random.nextInt(100) - 1, ints(random), ints(random), candidates, own(random));
    UserRecord back = UserRecord.decode(user.encode());
    assertThat(back).isEqualTo(user).hasSameHashCodeAs(user);
    assertThat(back.encode()).isEqualTo(user.encode());
  }

  @Property(tries = 300)
  void itemRecordsComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    ItemRecord item =
        new ItemRecord(
            text(random),
            random.nextBoolean(),
            several(random, () -> text(random)),
            text(random),
            scored(random));
    assertThat(ItemRecord.decode(item.encode())).isEqualTo(item).hasSameHashCodeAs(item);
  }

  @Property(tries = 100)
  void ordersComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    ScoredItems ranked = scored(random);
    Source[] strongest = new Source[ranked.size()];
    int[] proposers = new int[strongest.length];
    for (int place = 0; place < strongest.length; place++) {
      strongest[place] = Source.values()[random.nextInt(Source.values().length)];
      proposers[place] = random.nextInt();
    }
    PersonOrder order = new PersonOrder(ranked, strongest, proposers);
    OrderValue value =
        new OrderValue(order, new OrderValue.Person(random.nextInt(20) - 1, ints(random)));
    assertThat(OrderValue.decode(value.encode())).isEqualTo(value).hasSameHashCodeAs(value);
  }

  @Property(tries = 100)
  void itemListsComeBack(@ForAll long seed) {
    ItemList list = new ItemList(scored(new Random(seed)));
    assertThat(ItemList.decode(list.encode())).isEqualTo(list);
  }

  @Property(tries = 300)
  void manifestsComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    SnapshotManifest manifest =
        new SnapshotManifest(
            text(random),
            text(random),
            text(random),
            text(random),
            several(random, () -> new StoreFile(text(random), size(random), text(random))),
            map(random, () -> size(random)),
            several(random, () -> new Sentinel(text(random), text(random))),
            map(random, () -> map(random, random::nextGaussian)),
            map(random, () -> text(random)),
            map(random, () -> text(random)),
            map(random, random::nextGaussian));
    assertThat(SnapshotManifest.parse(manifest.toJson())).isEqualTo(manifest);
    assertThat(SnapshotManifest.parse(manifest.toJson()).toJson()).isEqualTo(manifest.toJson());
    assertThat(manifest.with(Map.of(), Map.of()).files()).isEqualTo(manifest.files());
  }

  private static OwnItems own(Random random) {
    int[] items = random.ints(random.nextInt(9), 0, 1000).distinct().sorted().toArray();
    return new OwnItems(
        items,
        floats(random, items.length),
        floats(random, items.length),
        floats(random, items.length),
        floats(random, items.length),
        floats(random, items.length));
  }

  private static float[] floats(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() * 100;
    }
    return values;
  }

  private static ScoredItems scored(Random random) {
    int[] items = ints(random);
    float[] scores = new float[items.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.intBitsToFloat(random.nextInt());
      if (Float.isNaN(scores[i])) {
        scores[i] = 0;
      }
    }
    return new ScoredItems(items, scores);
  }

  private static int[] ints(Random random) {
    return random.ints(random.nextInt(random.nextBoolean() ? 5 : 400)).toArray();
  }

  private static long size(Random random) {
    return random.nextLong() >>> 11 + random.nextInt(52);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 2_000 : 12); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return random.nextInt(8) == 0 ? text + "🌙" : text.toString();
  }

  private static <T> List<T> several(Random random, Supplier<T> each) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(each.get());
    }
    return list;
  }

  private static <T> Map<String, T> map(Random random, Supplier<T> each) {
    Map<String, T> map = new HashMap<>();
    several(random, each).forEach(value -> map.put(text(random), value));
    return map;
  }
}
