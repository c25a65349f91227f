package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.DeviceClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawIdsTest {

  @ParameterizedTest
  @CsvSource({
    "ann-17, of ann-17, of ***",
    "ann-17, /u/ANN-17/basket, /u/***/basket",
    "ann-17, ann-17ann-17, ******",
    "ann-17, ann-1, ann-1",
    "ann miller, /u/ann+miller, /u/***",
    "ann@mail.example, to=ann%40mail.example&x, to=***&x",
    "ann-17, /u/%61nn%2D17?b, /u/***?b",
    "ann-17, 100% of it, 100% of it",
    "Ünal, von ÜNAL, von ***",
    "u7, user u7 said, user *** said",
    "u7, menu7, menu7",
    "3, 3.50, 3.50",
    "3, 3, ***",
    "someone, write to Bob.B@mail.example now, write to *** now",
    "someone, bob%40mail.example, ***",
    "someone, price @ 3, price @ 3"
  })
  void masksIdsAndAddressesWhereverTheyStand(String id, String text, String scrubbed) {
    assertThat(RawIds.of(List.of(id)).scrub(text)).isEqualTo(scrubbed);
  }

  @Test
  void tellsItemIdsThatNameAPersonFromThoseAlikeByChance() {
    RawIds ids = RawIds.of(List.of("person-4711", "17"));
    assertThat(ids.areNamedIn("profile/PERSON-4711")).isTrue();
    assertThat(ids.areNamedIn("ann@mail.example")).isTrue();
    assertThat(ids.areNamedIn("17")).isFalse();
    assertThat(ids.areNamedIn("person-471")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Tablet, , tablet",
    ", 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)', mobile",
    ", 'Mozilla/5.0 (Linux; Android 14; SM-X200)', tablet",
    ", 'Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile', mobile",
    ", 'Mozilla/5.0 (SMART-TV; Linux)', tv",
    ", 'Mozilla/5.0 (Windows NT 10.0)', desktop",
    ", okhttp/4.9, "
  })
  void keepsOfAnAgentTheKindOfDeviceOnly(String said, String agent, String kind) {
    assertThat(DeviceClass.of(said, agent)).isEqualTo(kind);
  }
}
