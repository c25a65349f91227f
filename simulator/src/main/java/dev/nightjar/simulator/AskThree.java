package dev.nightjar.simulator;

import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks a server three things and prints the answers with titles: what a known person would like,
 * what a guest who looked at two items would like, and what is popular.
 */
public final class AskThree {
  private static final int SHOWN = 5;

  private final Api api;
  private final PrintStream out;

  AskThree(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  /** Runs {@code --url URL [--user ID]}; fails unless every answer names an item. */
  public static void main(String[] args) {
    ExitCodes.exit(
        () -> {
          CommandLine line = CommandLine.parse(args, Set.of("url", "user", "write-key"), Set.of());
          String user =
              line.value("user").orElseGet(() -> knownUser(SimulatorConfig.load(line).world()));
          Api api =
              new Api(
                  line.value("url").orElse("http://127.0.0.1:8080"),
                  line.value("write-key").orElse(""));
          new AskThree(api, System.out).run(user);
        });
  }

  /** The most active member of a world who was there from the first day. */
  static String knownUser(WorldParams params) {
    String best = "user-00000";
    double most = -1;
    for (int i = 0; i < params.users(); i++) {
      Person person = Person.of(params, i);
      if (person.membership() == Person.Membership.MEMBER
          && !person.refused()
          && person.joinDay() == 0
          && person.visitsPerDay() > most) {
        most = person.visitsPerDay();
        best = person.userId();
      }
    }
    return best;
  }

  void run(String user) throws IOException, InterruptedException {
    String query = "/recommendations?user_id=" + Api.encode(user) + "&n=5&include=metadata";
    List<Map<?, ?>> own = show("A person the night knows", query, "");
    List<String> looked = own.stream().limit(2).map(AskThree::id).toList();
    String seen =
        looked.stream()
            .map(id -> new JsonText().put("item_id", id).put("type", "view").end())
            .collect(Collectors.joining(",", "[", "]"));
    String body =
        new JsonText()
            .put("n", SHOWN)
            .raw("session_events", seen)
            .texts("include", List.of("metadata"))
            .end();
    show("A guest who looked at " + String.join(" and ", looked), "/recommendations", body);
    show("What is popular", "/popular?n=5&include=metadata", "");
  }

  private List<Map<?, ?>> show(String title, String path, String body)
      throws IOException, InterruptedException {
    out.println();
    out.println(title);
    out.println("  curl -s '" + api.base() + path + "'" + (body.isEmpty() ? "" : data(body)));
    Api.Answer answer = body.isEmpty() ? api.ask(path) : api.post(path, body);
    if (!answer.ok()) {
      throw new IOException(
          path + " was answered with " + answer.status() + ": " + shortened(answer.body()));
    }
    Object tree = parse(path, answer.body());
    List<Map<?, ?>> items = JsonTree.objects(tree, "items");
    if (items.isEmpty()) {
      throw new IOException(path + " was answered without any item: " + shortened(answer.body()));
    }
    JsonTree.text(tree, "meta", "mode").ifPresent(mode -> out.println("  mode " + mode));
    items.stream().limit(SHOWN).forEach(this::print);
    return items;
  }

  private static Object parse(String path, String body) throws IOException {
    try {
      return JsonTree.parse(body);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + " was answered with something that is " + e.getMessage(), e);
    }
  }

  private void print(Map<?, ?> item) {
    String score = item.get("score") instanceof Double d ? "%.4f".formatted(d) : "";
    out.printf(
        Locale.ROOT,
        "  %-12s %-9s %-34s %s%n",
        id(item),
        score,
        JsonTree.text(item, "metadata", "title").orElse(""),
        JsonTree.text(item, "source").orElse(""));
  }

  private static String id(Map<?, ?> item) {
    return JsonTree.text(item, "item_id").orElse("?");
  }

  private static String data(String body) {
    return " -H 'Content-Type: application/json' -d '" + body + "'";
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
