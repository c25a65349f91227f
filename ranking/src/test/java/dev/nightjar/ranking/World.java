package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SessionBlock;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A random snapshot beside its plain records, and what a query over it may be answered with, worked
 * out the slow and obvious way.
 */
final class World {
  private static final List<String> CATEGORIES = List.of("a", "b", "c", "d");
  private static final List<String> INTERACTIONS = List.of("view", "click", "dismiss", "return");
  private static final Source[] STORED = {Source.ALS, Source.ITEM_ITEM, Source.OWN_PAST};

  final List<ItemRecord> items = new ArrayList<>();
  final Map<String, ScoredItems> lists = new TreeMap<>();
  final Map<String, UserRecord> users = new TreeMap<>();
  private final Map<String, float[]> columns = new TreeMap<>();
  private final List<SessionBlock> sessions = new ArrayList<>();

  private final ItemAttributeBuilder prices;
  private final List<Wanted> wanted = new ArrayList<>();

  private final Random random;

  /** A filter, and which items it wants. */
  private record Wanted(ItemFilter filter, IntPredicate meaning) {}

  World(long seed) {
    random = new Random(seed);
    int count = 1 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      List<String> categories = CATEGORIES.stream().filter(each -> random.nextInt(4) == 0).toList();
      items.add(
          new ItemRecord(
              "i" + i,
              random.nextInt(5) > 0,
              categories,
              "{}",
              scored(count, 12),
              scored(count, 8)));
    }
    prices = ItemAttributeBuilder.numbers("price", count);
    wantSome(numbers(count));
    for (String name : List.of("popular", "recent", "segment:0", "segment:1")) {
      if (random.nextInt(6) > 0) {
        lists.put(name, scored(count, 60));
      }
    }
    for (String column : ItemColumns.names()) {
      columns.put(column, numbers(count));
    }
    for (int factor = 0; factor < 3; factor++) {
      columns.put(ItemColumns.factor(factor), numbers(count));
    }
    addLifts(count);
    for (int i = random.nextInt(3); i > 0; i--) {
      sessions.add(sessions(count));
    }
    for (int i = 0; i < 6; i++) {
      users.put("p" + i, user(count));
    }
  }

  private void addLifts(int count) {
    columns.put(ItemColumns.lift(ItemColumns.DEVICE, "mobile"), numbers(count));
    columns.put(ItemColumns.lift(ItemColumns.WEEK, "weekend"), numbers(count));
    for (String os : List.of(ItemColumns.OS, ItemColumns.beyond(ItemColumns.OS))) {
      columns.put(ItemColumns.lift(os, "ios"), numbers(count));
    }
    columns.put(ItemColumns.lift(ItemColumns.LANGUAGE, "de"), numbers(count));
    columns.put(ItemColumns.lift(ItemColumns.free("store"), "7"), numbers(count));
  }

  private UserRecord user(int count) {
    Map<Source, ScoredItems> candidates = new EnumMap<>(Source.class);
    for (Source source : STORED) {
      if (random.nextInt(4) > 0) {
        candidates.put(source, scored(count, 40));
      }
    }
    return new UserRecord(random.nextInt(3) - 1, some(count), some(count), candidates, own(count));
  }

  /** Makes filters up for items with these prices. */
  private void wantSome(float[] price) {
    for (int i = 0; i < price.length; i++) {
      prices.add(i, price[i]);
    }
    wanted.add(new Wanted(ItemFilter.NONE, item -> true));
    wanted.add(new Wanted(ItemFilter.parse("price < 0.2"), item -> price[item] < 0.2));
    wanted.add(
        new Wanted(
            ItemFilter.parse("not price < 0.5 or category = 'a'"),
            item -> !(price[item] < 0.5) || items.get(item).categories().contains("a")));
  }

  /** Writes the snapshot with these rows of stored orders, its policies ordered by these trees. */
  void write(Path folder, Forest forest, List<NightOrders.Row> orders) {
    SnapshotFolder snapshot = folder();
    snapshot.ranker(
        new RankerModel(
            FeatureNames.all(),
            Map.of(
                SnapshotManifest.NEW_ITEMS, forest,
                SnapshotManifest.ALL_ITEMS, forest,
                SnapshotManifest.IN_SESSION, forest)));
    orders.forEach(row -> snapshot.order(row.key(), row.value()));
    snapshot.write(folder);
  }

  void write(Path folder) {
    folder().write(folder);
  }

  private SnapshotFolder folder() {
    SnapshotFolder snapshot = new SnapshotFolder();
    items.forEach(snapshot::item);
    lists.forEach(snapshot::list);
    users.forEach(snapshot::user);
    columns.forEach(snapshot::column);
    sessions.forEach(snapshot::sessions);
    return snapshot
        .attributes(new ItemAttributes(items.size(), List.of(), List.of(prices.build())))
        .origin(SnapshotManifest.ALS_ALPHA, "2")
        .origin(SnapshotManifest.ALS_REGULARIZATION, "0.5");
  }

  RecommendationQuery query() {
    List<SessionEvent> events = new ArrayList<>();
    for (int i = random.nextInt(3) == 0 ? random.nextInt(30) : 0; i > 0; i--) {
      String interaction = INTERACTIONS.get(random.nextInt(INTERACTIONS.size()));
      events.add(new SessionEvent(anyId(), interaction, null));
    }
    return new RecommendationQuery(
        random.nextInt(4) == 0 ? null : "p" + random.nextInt(8),
        random.nextInt(4) == 0 ? anyId() : null,
        events,
        1 + random.nextInt(random.nextBoolean() ? 20 : 150),
        random.nextBoolean(),
        random.nextBoolean() ? List.of() : List.of(anyId(), anyId(), anyId()),
        random.nextInt(3) > 0 ? List.of() : List.of(anyCategory(), anyCategory()),
        random.nextInt(3) > 0 ? Variety.NONE : variety(),
        random.nextInt(3) > 0 ? RequestContext.NONE : context(),
        wanted.get(random.nextInt(wanted.size())).filter(),
        random.nextInt(3) > 0 ? List.of() : rules());
  }

  private List<Rule> rules() {
    List<RuleEffect> effects =
        List.of(
            new RuleEffect.Boost(someFilter(), random.nextBoolean() ? 3 : 0.2),
            new RuleEffect.Sink(Map.of("i3", 0.1, "i7", 0.5, "gone", 0.5)),
            new RuleEffect.Bury(someFilter()),
            new RuleEffect.Block(someFilter()),
            new RuleEffect.Pin(List.of(anyId(), anyId()), 1 + random.nextInt(9)),
            new RuleEffect.Slots(someFilter(), 1 - random.nextDouble()),
            new RuleEffect.Cap(1 + random.nextInt(4)));
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(
            i ->
                new Rule(
                    "rule " + i, RuleCondition.ALWAYS, effects.get(random.nextInt(effects.size()))))
        .toList();
  }

  private ItemFilter someFilter() {
    return wanted.get(1 + random.nextInt(wanted.size() - 1)).filter();
  }

  private RequestContext context() {
    return RequestContext.NONE
        .with("device", random.nextBoolean() ? "mobile" : "fridge")
        .with("daypart", random.nextBoolean() ? "night" : "evening")
        .with("weekday", random.nextBoolean() ? "monday" : "sunday")
        .with("os", random.nextBoolean() ? "ios" : "haiku")
        .with("locale", random.nextBoolean() ? "de-CH" : "fr")
        .with("store", random.nextBoolean() ? "7" : "8");
  }

  private Variety variety() {
    return new Variety(
        random.nextBoolean() ? 0 : random.nextDouble(),
        random.nextBoolean() ? 0 : random.nextDouble(),
        random.nextBoolean() ? 0 : random.nextDouble(),
        random.nextInt(4));
  }

  /** A person who did nothing since the night. */
  RecommendationQuery plainQuery() {
    return RecommendationQuery.forPerson("p" + random.nextInt(7))
        .withN(1 + random.nextInt(70))
        .withIncludeSeen(random.nextBoolean());
  }

  /** Every item that an answer to the query may hold. */
  Set<Integer> recommendable(RecommendationQuery query) {
    Set<Integer> allowed = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      List<String> wanted = query.categories();
      boolean inCategory =
          wanted.isEmpty() || items.get(i).categories().stream().anyMatch(wanted::contains);
      boolean blocked = false;
      for (Rule rule : query.rules()) {
        blocked |= rule.effect() instanceof RuleEffect.Block block && meets(i, block.which());
      }
      if (items.get(i).available() && inCategory && !blocked && meets(i, query.filter())) {
        allowed.add(i);
      }
    }
    UserRecord user = query.personId() == null ? null : users.get(query.personId());
    if (user != null) {
      Arrays.stream(user.dismissed()).forEach(allowed::remove);
      if (!query.includeSeen()) {
        Arrays.stream(user.seen()).forEach(allowed::remove);
      }
    }
    query.exclude().forEach(id -> allowed.remove(indexOf(id)));
    if (query.itemId() != null) {
      allowed.remove(indexOf(query.itemId()));
    }
    for (SessionEvent event : query.sessionEvents()) {
      if (!query.includeSeen() || event.interaction().equals("dismiss")) {
        allowed.remove(indexOf(event.itemId()));
      }
    }
    return allowed;
  }

  private boolean meets(int item, ItemFilter filter) {
    return wanted.stream()
        .filter(each -> each.filter().equals(filter))
        .allMatch(each -> each.meaning().test(item));
  }

  /** The items of one source for the query, best first; not for the session. */
  ScoredItems source(Source source, RecommendationQuery query) {
    UserRecord user = query.personId() == null ? null : users.get(query.personId());
    ScoredItems found =
        switch (source) {
          case POPULAR -> lists.get("popular");
          case RECENT -> lists.get("recent");
          case SEGMENT -> user == null ? null : lists.get(ItemList.ofSegment(user.segment()));
          default -> user == null ? null : user.candidates().get(source);
        };
    return found == null ? ScoredItems.NONE : found;
  }

  private Integer indexOf(String id) {
    return Integer.valueOf(id.substring(1));
  }

  private String anyId() {
    return "i" + random.nextInt(items.size() + 3);
  }

  private String anyCategory() {
    return List.of("a", "b", "c", "d", "e").get(random.nextInt(5));
  }

  private OwnItems own(int count) {
    int[] met = some(count);
    return new OwnItems(
        met,
        numbers(met.length),
        numbers(met.length),
        numbers(met.length),
        numbers(met.length),
        numbers(met.length));
  }

  private SessionBlock sessions(int count) {
    int[] lengths = random.ints(random.nextInt(20), 1, 6).toArray();
    int[] met = random.ints(Arrays.stream(lengths).sum(), 0, count).toArray();
    float[] ages = new float[lengths.length];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = random.nextInt(40);
    }
    return new SessionBlock(ages, lengths, met);
  }

  private float[] numbers(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextInt(9) == 0 ? Float.NaN : random.nextFloat();
    }
    return numbers;
  }

  private int[] some(int count) {
    return IntStream.range(0, count).filter(item -> random.nextInt(6) == 0).toArray();
  }

  /** Distinct items with scores that fall and often tie. */
  private ScoredItems scored(int count, int max) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    java.util.Collections.shuffle(all, random);
    int size = random.nextInt(Math.min(count, max) + 1);
    float[] scores = new float[size];
    float score = random.nextFloat() * 100;
    for (int i = 0; i < size; i++) {
      scores[i] = score;
      score -= random.nextInt(3) == 0 ? 0 : random.nextFloat();
    }
    return new ScoredItems(all.stream().limit(size).mapToInt(Integer::intValue).toArray(), scores);
  }
}
