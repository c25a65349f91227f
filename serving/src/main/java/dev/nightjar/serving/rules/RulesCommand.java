package dev.nightjar.serving.rules;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.serving.answers.Scenarios;
import dev.nightjar.serving.snapshots.PastSnapshots;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code rules check [FILE]}: says what is wrong with rules, or what each of them does and when.
 */
public final class RulesCommand {
  private RulesCommand() {}

  public static void main(String[] args) {
    ExitCodes.exit(() -> run(args));
  }

  private static void run(String[] args) throws IOException {
    CommandLine line = CommandLine.parse(args, Set.of("requests"), Set.of());
    List<String> words = line.positional();
    if (words.size() < 2 || words.size() > 3 || !words.get(1).equals("check")) {
      throw new ConfigurationException("use rules check [FILE] [--requests RECORDED]");
    }
    Section serving = line.settings().section("serving");
    Optional<Path> file =
        words.size() == 3
            ? Optional.of(Path.of(words.get(2)))
            : serving.optionalString("rules_file").map(Path::of);
    Scenarios scenarios = Scenarios.load(serving.optionalString("scenarios_file").map(Path::of));
    RuleBook book = RuleFile.load(file, scenarios.names());
    System.out.print(told(book, Instant.now()));
    Optional<String> requests = line.value("requests");
    if (requests.isPresent()) {
      RankingParams params = RankingParams.read(line.settings().section("ranking")::number);
      try (ObjectStore lake = ObjectStores.open(LakeSettings.load(line.settings()))) {
        RulesDryRun dryRun =
            new RulesDryRun(book, RecommendationPipeline.standard(params), Instant.now());
        dryRun.over(Path.of(requests.get()), new PastSnapshots(line.home(), lake));
        System.out.print(dryRun.told());
      }
    }
  }

  /** A line a rule. */
  static String told(RuleBook book, Instant now) {
    StringBuilder out = new StringBuilder();
    for (Rule rule : book.rules()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-24s %-10s %s%n",
              rule.name(),
              state(rule, now),
              effect(rule.effect()) + surfaces(rule)));
    }
    return out.append(book.rules().size()).append(" rules, nothing wrong\n").toString();
  }

  private static String state(Rule rule, Instant now) {
    Instant from = rule.when().from();
    Instant until = rule.when().until();
    if (from != null && now.isBefore(from)) {
      return "to come";
    }
    return until == null || now.isBefore(until) ? "in force" : "over";
  }

  private static String surfaces(Rule rule) {
    Set<String> names = rule.when().scenarios();
    return names.isEmpty() ? "" : ", in " + String.join(", ", names.stream().sorted().toList());
  }

  private static String effect(RuleEffect effect) {
    if (effect instanceof RuleEffect.Boost boost) {
      return "boost " + boost.by() + " of " + boost.which();
    } else if (effect instanceof RuleEffect.Bury bury) {
      return "bury " + bury.which();
    } else if (effect instanceof RuleEffect.Block block) {
      return "block " + block.which();
    } else if (effect instanceof RuleEffect.Slots slots) {
      return "slots " + slots.share() + " for " + slots.which();
    } else if (effect instanceof RuleEffect.Pin pin) {
      return "pin " + String.join(", ", pin.items()) + " at " + pin.at();
    }
    return "max_per_category " + ((RuleEffect.Cap) effect).maxPerCategory();
  }
}
