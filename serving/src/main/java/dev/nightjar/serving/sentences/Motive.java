package dev.nightjar.serving.sentences;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a sentence can say of an item, and what its template may name. */
enum Motive {
  /** The person bought something like it in this session. */
  BOUGHT(Placeholder.TITLE),
  /** The person looked at something like it in this session. */
  VIEWED(Placeholder.TITLE),
  /** The person liked something like it in this session, or met it before. */
  INTERESTED(Placeholder.TITLE),
  /** It goes with the item on the screen. */
  BESIDE(Placeholder.TITLE),
  /** The person had it before and comes back to such things. */
  AGAIN(Placeholder.CATEGORY),
  /** It is like what the person does, and like no single item that could be named. */
  TASTE(Placeholder.CATEGORY),
  /** It is popular with people of the person's segment. */
  SEGMENT(Placeholder.CATEGORY),
  /** It was always popular. */
  POPULAR(Placeholder.CATEGORY),
  /** It is popular of late. */
  RECENT(Placeholder.CATEGORY),
  /** It rises above its own past. */
  RISING(Placeholder.CATEGORY),
  /** It is new in the catalogue. */
  NEW(Placeholder.CATEGORY),
  /** A rule of the operator or the request gave the place to it. */
  RULE(Placeholder.CATEGORY),
  /** Nothing more can be said. */
  GENERAL(Placeholder.NONE);

  private final String id = name().toLowerCase(Locale.ROOT);
  private final Placeholder placeholder;

  Motive(Placeholder placeholder) {
    this.placeholder = placeholder;
  }

  /** What a template may name. */
  enum Placeholder {
    /** The title of the item behind the recommendation. */
    TITLE,
    /** The most special category of the recommended item. */
    CATEGORY,
    /** Nothing: the sentence can always be said. */
    NONE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Its name between braces. */
    String id() {
      return id;
    }
  }

  /** The key of its templates. */
  String id() {
    return id;
  }

  Placeholder placeholder() {
    return placeholder;
  }

  static Optional<Motive> ofId(String id) {
    return Arrays.stream(values()).filter(motive -> motive.id.equals(id)).findFirst();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Motive::id).toList();
  }
}
