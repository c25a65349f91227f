package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.TestEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {

  private static final RawIds IDS = RawIds.of(List.of("ann-17"));

  @Test
  void keepsUnknownFieldsByTheirPath() throws Refusal {
    TestEvent event =
        view()
            .at("/experiment", "\"b\"")
            .at("/context/battery", "0.4")
            .at("/context/device/foldable", "true")
            .at("/context/page/section", "{\"deep\":[1]}")
            .at("/properties/items", "[{\"item_id\":\"i1\",\"shelf\":3},{\"item_id\":\"i2\"}]")
            .at("/properties/colour", "\"red\"");
    assertThat(read(event))
        .isEqualTo(
            Map.of(
                "experiment", "b",
                "context.battery", "0.4",
                "context.device.foldable", "true",
                "context.page.section", "{\"deep\":[1]}",
                "items[0].shelf", "3"));
  }

  @Test
  void findsNothingInAnEventOfTheSpec() throws Refusal {
    assertThat(
            read(
                view()
                    .with("sentAt", "2026-01-05T10:00:00Z")
                    .at("/integrations", "{\"All\":true}")
                    .at("/context/device", "{\"type\":\"mobile\",\"model\":\"x\"}")
                    .at("/context/library", "{\"name\":\"l\",\"version\":\"1\"}")))
        .isEmpty();
  }

  @Test
  void dropsPrivateFieldsAndMasksIds() throws Refusal {
    TestEvent event =
        view()
            .at("/email", "\"a@b.example\"")
            .at("/note", "\"of ann-17\"")
            .at("/list", "[{\"phone\":\"555\",\"of\":\"ann-17\"}]")
            .at("/ann-17", "1");
    assertThat(read(event))
        .isEqualTo(
            Map.of("note", "of ***", "list", "[{\"phone\":\"***\",\"of\":\"***\"}]", "***", "1"));
  }

  @Test
  void countsWhatItLeavesOut() throws Refusal {
    TestEvent event = view();
    for (int i = 0; i < UnknownFields.MAX_FIELDS + 7; i++) {
      event.at("/field_" + i, "1");
    }
    assertThat(read(event))
        .hasSize(UnknownFields.MAX_FIELDS + 1)
        .containsEntry(UnknownFields.MORE, "7");
  }

  @Test
  void namesTheProgramThatMadeTheEvent() throws Refusal {
    assertThat(producer(view().at("/context/library", "{\"name\":\"sdk\",\"version\":\"3.1\"}")))
        .isEqualTo("sdk/3.1");
    assertThat(producer(view().at("/context/app", "{\"name\":\"shop\",\"version\":7}")))
        .isEqualTo("shop/7");
    assertThat(producer(view().at("/context/library", "\"sdk 3\""))).isNull();
    assertThat(producer(view().at("/context/library", "{\"name\":\"of ann-17\"}")))
        .isEqualTo("of ***");
    assertThat(producer(view())).isNull();
  }

  private static TestEvent view() {
    return TestEvent.view("ann-17", "i1", "2026-01-05T10:00:00Z");
  }

  private static Map<String, String> read(TestEvent event) throws Refusal {
    return UnknownFields.read(StrictJson.object(event.line()), IDS);
  }

  private static String producer(TestEvent event) throws Refusal {
    return Producer.of(StrictJson.object(event.line()), IDS);
  }
}
