package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.answers.RecommendCommand;
import dev.nightjar.serving.rules.RulesCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is prepared beside a server: a campaign's answers, and rules that are not in force yet. */
class CampaignIT {
  @TempDir Path folder;

  @BeforeEach
  void publish() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
  }

  @Test
  void aFileOfUsersGetsTheAnswersThatAServerGives() throws Exception {
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "user-1\n\n user-2 \nnobody\n");
    Path out = folder.resolve("campaign.jsonl");
    String query = "n=5&scenario=mail&filter=price%20%3C%2050";

    CommandRun run =
        CommandRun.of(
            folder,
            RecommendCommand.class,
            "recommend",
            "--users",
            users.toString(),
            "--query",
            query,
            "--out",
            out.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("3 answers from snapshot s-1: {personal=2, popular=1}");
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady();
        Stream<String> lines = Files.lines(out)) {
      List<String> expected = List.of("user-1", "user-2", "nobody");
      List<String> answers = lines.toList();
      assertThat(answers).hasSize(3);
      for (int i = 0; i < 3; i++) {
        JsonNode answer = ServerFixture.JSON.readTree(answers.get(i));
        assertThat(answer.path("user_id").asText()).isEqualTo(expected.get(i));
        JsonNode served =
            server.ask("/recommendations?user_id=" + expected.get(i) + "&" + query).path("items");
        assertThat(answer.path("items")).isEqualTo(served).hasSize(5);
      }
    }
  }

  @Test
  void aCampaignThatCannotBeAskedSaysWhy() throws Exception {
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "user-1\n");

    CommandRun run =
        CommandRun.of(
            folder,
            RecommendCommand.class,
            "recommend",
            "--users",
            users.toString(),
            "--query",
            "scenario=mails");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("scenario is not known; did you mean mail?");
    assertThat(CommandRun.of(folder, RecommendCommand.class, "recommend").code()).isEqualTo(2);
  }

  @Test
  void rulesAreTriedOnRecordedRequestsBeforeTheyAreInForce() throws Exception {
    Map<String, String> record = Map.of("serving.record.share", "1");
    try (ServerFixture server = ServerFixture.start(folder, true, record).awaitReady()) {
      server.ask("/recommendations?user_id=user-1&n=5");
      server.ask("/recommendations?user_id=user-2&n=5&scenario=home");
    }
    Path rules = folder.resolve("rules.conf");
    Files.writeString(
        rules,
        """
        rules {
          everywhere { pin = ["item-00042"], at = 5 }
          at-home { block = true, items = "price > 0", scenarios = [home] }
          never { boost = 2, items = "price = -1" }
          over { block = true, items = "item_id is known", until = "2020-01-01" }
        }
        """);
    CommandRun run =
        CommandRun.of(
            folder,
            RulesCommand.class,
            "rules",
            "check",
            rules.toString(),
            "--requests",
            folder.resolve("home/recorded/requests-000001.jsonl").toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("4 rules, nothing wrong", "2 recorded requests answered again")
        .containsPattern("over +over")
        .containsPattern("everywhere +changes 2 of 2 answers, brings 2 items in; line 1: item-")
        .containsPattern("at-home +changes 1 of 2 answers")
        .containsPattern("never +changes 0 of 2 answers");
    Files.writeString(rules, "rules { a { pin = [x], slots = 0.2 } }");
    CommandRun wrong =
        CommandRun.of(folder, RulesCommand.class, "rules", "check", rules.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("rule a: has pin and slots; it must have one of boost");
  }
}
