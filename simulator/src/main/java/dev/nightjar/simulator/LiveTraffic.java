package dev.nightjar.simulator;

import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Sends the visits of the day after a world's last to a running server, step by step at a steady
 * rate, and asks for recommendations after each step as an app would. Not thread-safe.
 */
final class LiveTraffic {
  private static final double NANOS = 1e9;

  private final Api api;
  private final WorldParams params;
  private final double perSecond;
  private final int seconds;
  private final TreeMap<String, Long> modes = new TreeMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();

  LiveTraffic(Api api, WorldParams params, double perSecond, int seconds) {
    this.api = api;
    this.params = params;
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  static LiveTraffic of(CommandLine line, WorldParams params) {
    Api api =
        new Api(line.value("live").orElseThrow(), line.value("write-key").orElse("simulator"));
    return new LiveTraffic(
        api, params, rate(line.value("rate")), line.integer("seconds", 1, 86_400).orElse(10));
  }

  private static double rate(Optional<String> text) {
    try {
      double rate = Double.parseDouble(text.orElse("10"));
      if (rate > 0 && rate <= 10_000) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it all.
    }
    throw new ConfigurationException(
        "--rate " + text.orElse("") + " must be events a second, above 0 and at most 10000");
  }

  /** Sends until the time is over and says what came back, as one JSON object. */
  String run() throws IOException, InterruptedException {
    Progress progress = new Progress();
    progress.say("simulate: living " + params.days() + " days before going live");
    World world = new World(params.withDays(params.days() + 1));
    List<Visit> visits = nextDay(world);
    VisitLines lines = new VisitLines(world.catalogue(), new Dirt(DirtShares.NONE, line -> {}));
    SplittableRandom random = Streams.LIVE.of(params.seed(), 0, 0);
    progress.say("simulate: sending to " + api.base() + " for " + seconds + " s");
    long start = System.nanoTime();
    long sent = 0;
    for (int i = 0; !visits.isEmpty() && elapsed(start) < seconds; i++) {
      Visit visit = visits.get(i % visits.size());
      String session = Dice.uuid(random);
      for (Step step : visit.steps()) {
        double due = sent / perSecond;
        if (due > seconds) {
          break;
        }
        pause(due - elapsed(start));
        send(new Sent(visit, session, Dice.uuid(random)), step, lines.stepBody(visit, step));
        sent++;
      }
    }
    return result(elapsed(start));
  }

  private record Sent(Visit visit, String session, String messageId) {}

  private List<Visit> nextDay(World world) {
    List<Visit> visits = new ArrayList<>();
    world.live(
        new World.Observer() {
          @Override
          public void visited(int day, Visit visit) {
            if (day == params.days() && !visit.steps().isEmpty()) {
              visits.add(visit);
            }
          }
        });
    visits.sort((left, right) -> Long.compare(left.startMillis(), right.startMillis()));
    return visits;
  }

  private void send(Sent sent, Step step, String body) throws IOException, InterruptedException {
    Visit visit = sent.visit();
    Person person = visit.person();
    String user = visit.knownAtStart() ? person.userId() : "";
    long now = System.currentTimeMillis();
    String context = VisitLines.context(visit).replace(visit.sessionId(), sent.session());
    String event =
        new EventDraft(
                "track",
                step.action().eventName,
                user,
                person.anonymousId(),
                sent.messageId(),
                now,
                now,
                body,
                context)
            .line();
    String batch = new JsonText().raw("batch", "[" + event + "]").time("sentAt", now).end();
    count(api.post("/v1/batch", batch).ok() ? "events" : "events_failed");
    Api.Answer answer =
        api.ask(
            "/recommendations?user_id="
                + Api.encode(user.isEmpty() ? person.anonymousId() : user)
                + "&session_id="
                + Api.encode(sent.session())
                + "&n=20");
    boolean listed = answer.ok() && answer.body().contains("\"item_id\"");
    count(listed ? "answers" : answer.ok() ? "answers_empty" : "answers_failed");
    if (answer.ok()) {
      JsonTree.text(JsonTree.parse(answer.body()), "meta", "mode")
          .ifPresent(mode -> modes.merge(mode, 1L, Long::sum));
    }
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  private static double elapsed(long start) {
    return (System.nanoTime() - start) / NANOS;
  }

  private static void pause(double seconds) throws InterruptedException {
    if (seconds > 0) {
      Thread.sleep((long) (seconds * 1000));
    }
  }

  private String result(double took) throws IOException {
    if (!counts.containsKey("events") && !counts.containsKey("answers")) {
      throw new IOException(
          "nothing that was sent to "
              + api.base()
              + " succeeded: "
              + counts
              + "; is a Nightjar server running there?");
    }
    JsonText json = new JsonText();
    for (String name :
        List.of("events", "events_failed", "answers", "answers_empty", "answers_failed")) {
      json.put(name, counts.getOrDefault(name, 0L));
    }
    JsonText byMode = new JsonText();
    modes.forEach(byMode::put);
    return json.raw("modes", byMode.end()).put("seconds", took, 1).end();
  }
}
