package dev.nightjar.serving.sentences;

import dev.nightjar.ranking.RankedItem;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in a sentence why an item is in an answer, in the language of whoever reads it. Immutable.
 */
public final class Sentences {
  /** Name of the context's value that says who reads. */
  public static final String LOCALE = "locale";

  private final Map<String, Map<Motive, Template>> languages;
  private final String fallback;

  /**
   * @param languages by language tag in lower case, what is said; each says {@link Motive#GENERAL}
   * @param fallback the language of whoever reads none of them
   */
  Sentences(Map<String, Map<Motive, Template>> languages, String fallback) {
    this.languages = Map.copyOf(languages);
    this.fallback = fallback;
  }

  /**
   * Reads the given file, or the shipped one.
   *
   * @throws dev.nightjar.settings.ConfigurationException when anything in it is wrong
   */
  public static Sentences load(Optional<Path> file) {
    return SentenceFile.load(file);
  }

  /** The language of a locale such as {@code de-AT}, as far as there is one, else the fallback. */
  public String language(@Nullable String locale) {
    String tag = locale == null ? "" : locale.toLowerCase(Locale.ROOT).replace('_', '-');
    while (!tag.isEmpty()) {
      if (languages.containsKey(tag)) {
        return tag;
      }
      tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
    }
    return fallback;
  }

  /**
   * A sentence for each item of an answer, in its order.
   *
   * @param language of {@link #language}; another one than there is counts as the fallback
   */
  public List<String> of(
      Snapshot snapshot, RecommendationQuery query, List<RankedItem> items, String language) {
    Map<Motive, Template> templates = templates(language);
    Grounds grounds = Grounds.of(snapshot, query, items);
    ItemNames names = new ItemNames(snapshot);
    Map<Integer, @Nullable String> titles = new HashMap<>();
    List<String> sentences = new ArrayList<>(items.size());
    for (RankedItem item : items) {
      Grounds.Ground ground = grounds.of(item);
      Template template = templates.get(ground.motive());
      String said = null;
      if (template != null) {
        String name = null;
        if (template.names()) {
          name =
              ground.motive().placeholder() == Motive.Placeholder.TITLE
                  ? titles.computeIfAbsent(ground.behind(), names::title)
                  : names.category(item.item());
        }
        said = template.say(name);
      }
      sentences.add(said == null ? general(templates) : said);
    }
    return sentences;
  }

  /** The languages there are. */
  Set<String> languages() {
    return languages.keySet();
  }

  /** What a language has sentences for. */
  Set<Motive> motives(String language) {
    return templates(language).keySet();
  }

  /** What is said of an item of which nothing is known. */
  public String general(String language) {
    return general(templates(language));
  }

  private Map<Motive, Template> templates(String language) {
    Map<Motive, Template> found = languages.get(language);
    return found == null ? Objects.requireNonNull(languages.get(fallback)) : found;
  }

  private static String general(Map<Motive, Template> templates) {
    return Objects.requireNonNull(
        Objects.requireNonNull(templates.get(Motive.GENERAL), "every language has it").say(null),
        "it names nothing");
  }
}
