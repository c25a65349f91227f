package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryPathsTest {

  @ParameterizedTest
  @CsvSource({
    "Home > Kitchen > Pans, Home;Home > Kitchen;Home > Kitchen > Pans",
    "Home>Kitchen, Home;Home > Kitchen",
    "> Home >> Kitchen >, Home;Home > Kitchen",
    "a/b/c, a;a/b;a/b/c",
    "/a/b, a;a/b",
    "/a, a",
    "/a/b/, a;a/b"
  })
  void putsAnItemIntoEveryCategoryAboveItsOwn(String path, String categories) {
    assertThat(CategoryPaths.expand(List.of(path))).containsExactly(categories.split(";"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lamps", "AC/DC", "Arts / Crafts", "a / b / c", "https://x.example/a/b", "/"})
  void leavesNamesAlone(String name) {
    assertThat(CategoryPaths.expand(List.of(name))).containsExactly(name);
  }

  @Test
  void namesEachCategoryOnceAndThoseAboveFirst() {
    assertThat(CategoryPaths.expand(List.of("Home > Pans", "sale", "Home > Lamps")))
        .containsExactly("Home", "Home > Pans", "sale", "Home > Lamps");
    assertThat(CategoryPaths.expand(List.of())).isEmpty();
    assertThat(CategoryPaths.expand(null)).isNull();
  }
}
