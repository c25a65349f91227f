package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenFilesTest {
  @Test
  void currentCodecsWriteTheGoldenBytes() {
    assertThat(GoldenFiles.USER_3.encode()).isEqualTo(GoldenFiles.read("user-v3.bin"));
    assertThat(GoldenFiles.COLUMN.encode()).isEqualTo(GoldenFiles.read("column-v1.bin"));
    assertThat(GoldenFiles.RANKER_2.encode()).isEqualTo(GoldenFiles.read("ranker-v2.bin"));
    assertThat(GoldenFiles.ITEM_2.encode()).isEqualTo(GoldenFiles.read("item-v2.bin"));
    assertThat(GoldenFiles.SESSIONS.encode()).isEqualTo(GoldenFiles.read("sessions-v1.bin"));
    assertThat(GoldenFiles.LIST.encode()).isEqualTo(GoldenFiles.read("list-v1.bin"));
    assertThat(GoldenFiles.ATTRIBUTES.encode()).isEqualTo(GoldenFiles.read("attributes-v1.bin"));
    assertThat(GoldenFiles.MANIFEST.toJson()).isEqualTo(GoldenFiles.readText("manifest-v1.json"));
    assertThat(GoldenFiles.TAKEDOWN.toJson()).isEqualTo(GoldenFiles.readText("takedown-v1.json"));
  }

  @Test
  void everyGoldenFileIsStillRead() {
    assertThat(UserRecord.decode(GoldenFiles.read("user-v1.bin"))).isEqualTo(GoldenFiles.USER);
    assertThat(UserRecord.decode(GoldenFiles.read("user-v2.bin"))).isEqualTo(GoldenFiles.USER_2);
    assertThat(UserRecord.decode(GoldenFiles.read("user-v3.bin"))).isEqualTo(GoldenFiles.USER_3);
    assertThat(ItemColumn.decode(GoldenFiles.read("column-v1.bin"))).isEqualTo(GoldenFiles.COLUMN);
    assertThat(OrderValue.decode(GoldenFiles.read("order-v1.bin")))
        .isEqualTo(new OrderValue(GoldenFiles.ORDER, null));
    assertThat(OrderValue.decode(GoldenFiles.read("order-v2.bin"))).isEqualTo(GoldenFiles.ORDER_2);
    assertThat(RankerModel.decode(GoldenFiles.read("ranker-v1.bin"))).isEqualTo(GoldenFiles.RANKER);
    assertThat(RankerModel.decode(GoldenFiles.read("ranker-v2.bin")))
        .isEqualTo(GoldenFiles.RANKER_2);
    assertThat(ItemRecord.decode(GoldenFiles.read("item-v1.bin"))).isEqualTo(GoldenFiles.ITEM);
    assertThat(ItemRecord.decode(GoldenFiles.read("item-v2.bin"))).isEqualTo(GoldenFiles.ITEM_2);
    assertThat(SessionBlock.decode(GoldenFiles.read("sessions-v1.bin")))
        .isEqualTo(GoldenFiles.SESSIONS);
    assertThat(ItemList.decode(GoldenFiles.read("list-v1.bin"))).isEqualTo(GoldenFiles.LIST);
    ItemAttributes attributes = ItemAttributes.decode(GoldenFiles.read("attributes-v1.bin"));
    assertThat(attributes.encode()).isEqualTo(GoldenFiles.ATTRIBUTES.encode());
    assertThat(attributes.all()).hasToString(GoldenFiles.ATTRIBUTES.all().toString());
    assertThat(SnapshotManifest.parse(GoldenFiles.readText("manifest-v1.json")))
        .isEqualTo(GoldenFiles.MANIFEST);
    assertThat(Takedown.parse(GoldenFiles.readText("takedown-v1.json")))
        .isEqualTo(GoldenFiles.TAKEDOWN);
  }

  @Test
  void userBytesAreThoseOfTheSpecPage() {
    byte[] value =
        new UserRecord(
                -1,
                new int[] {258},
                new int[0],
                Map.of(Source.ALS, new ScoredItems(new int[] {2}, new float[] {1})))
            .encode();
    assertThat(value)
        .isEqualTo(
            bytes(
                "03",
                "ffffffff",
                "01000000",
                "02010000",
                "00000000",
                "01",
                "04",
                "01000000",
                "02000000",
                "0000803f",
                "00000000"));
  }

  @Test
  void attributesAreThoseOfTheSpecPage() {
    ItemAttribute color =
        ItemAttributeBuilder.texts("tag", 2).add(1, List.of("red", "a", "red")).build();
    assertThat(new ItemAttributes(2, List.of("x"), List.of(color)).encode())
        .isEqualTo(
            bytes(
                "01",
                "02000000",
                "01000000",
                "01000000",
                "78",
                "01000000",
                "03000000",
                "746167",
                "01",
                "01",
                "02000000",
                "01000000",
                "04000000",
                "61726564",
                "00000000",
                "02000000",
                "01",
                "02"));
  }

  @Test
  void keysAreThoseOfTheSpecPage() {
    assertThat(SnapshotKeys.item(258)).isEqualTo(bytes("69", "00000102"));
    assertThat(SnapshotKeys.column("age")).isEqualTo(bytes("63", "616765"));
    assertThat(SnapshotKeys.list("popular")).isEqualTo(bytes("6c", "706f70756c6172"));
    assertThat(SnapshotKeys.order("ä", "all")).isEqualTo(bytes("6f", "c3a4", "2f", "616c6c"));
    assertThat(SnapshotKeys.sessions(258)).isEqualTo(bytes("73", "00000102"));
    assertThat(SnapshotKeys.user("ä")).isEqualTo(bytes("75", "c3a4"));
  }

  @Test
  void goldenEventsUseEveryField() throws IllegalAccessException {
    String events = GoldenFiles.readText("event.jsonl");
    for (Field field : EventFields.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        assertThat(events).contains("\"" + field.get(null) + "\":");
      }
    }
    assertThat(events.lines())
        .allMatch(
            line ->
                Json.parse("event", line) instanceof Map<?, ?> event && event.containsKey("type"));
  }

  @Test
  void codesOfSourcesNeverChange() {
    assertThat(List.of(Source.values()))
        .extracting(source -> source.code() + " " + source.id())
        .containsExactly(
            "1 popular",
            "2 recent",
            "3 segment",
            "4 als",
            "5 item_item",
            "6 own_past",
            "7 session",
            "8 transitions",
            "9 session_knn",
            "10 session_next",
            "11 fold_in",
            "12 content",
            "13 newcomers",
            "14 rising");
    for (Source source : Source.values()) {
      assertThat(Source.ofId(source.id())).contains(source);
    }
    assertThat(Source.ofId("ALS")).isEmpty();
  }

  private static byte[] bytes(String... hex) {
    return java.util.HexFormat.of().parseHex(String.join("", hex));
  }
}
