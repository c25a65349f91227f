package dev.nightjar.serving.signals;

import dev.nightjar.ranking.RequestContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that the provider is told of a request: so coarse that it names nobody, and so few that their
 * values are worth keeping. What does not look like such a value is left out.
 *
 * @param country two letters
 * @param language two or three letters of the locale
 * @param daypart part of the day
 */
record Place(@Nullable String country, @Nullable String language, @Nullable String daypart) {

  static Place of(RequestContext context) {
    String country = context.country();
    String locale = context.value("locale");
    String language =
        locale == null ? null : locale.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    return new Place(
        country != null && country.matches("[A-Z]{2}") ? country : null,
        language != null && language.matches("[a-z]{2,3}") ? language : null,
        context.daypart());
  }

  /** The provider's address for this place. */
  URI at(URI provider) {
    List<String> parameters = new ArrayList<>();
    if (provider.getRawQuery() != null) {
      parameters.add(provider.getRawQuery());
    }
    add(parameters, "country", country);
    add(parameters, "locale", language);
    add(parameters, "daypart", daypart);
    String address = provider.toString().replaceFirst("[?#].*", "");
    return URI.create(
        parameters.isEmpty() ? address : address + "?" + String.join("&", parameters));
  }

  private static void add(List<String> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.add(name + "=" + value);
    }
  }
}
