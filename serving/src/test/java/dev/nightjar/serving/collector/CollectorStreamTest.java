package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector whose events go to a stream instead of this machine's disk. */
class CollectorStreamTest {
  @TempDir Path folder;
  private final Stream stream = new Stream();

  @Test
  void holdsNoNightUpAndNeedsNoLake() throws Exception {
    try (CollectorFixture fixture = new CollectorFixture(folder).withSink(stream).start()) {
      fixture.take("a");
      assertThat(stream.taken).hasSize(1);
      assertThat(fixture.collector().refusal()).isEmpty();
      assertThat(fixture.collector().meters().published().sum()).isEqualTo(1);
      assertThat(fixture.closed()).isEmpty();
      fixture.stop();
      assertThat(fixture.landed()).isEmpty();
      assertThat(stream.closed).isTrue();
    }
  }

  @Test
  void isA503WithTheReasonWhileTheStreamIsAway() throws Exception {
    try (CollectorFixture fixture = new CollectorFixture(folder).withSink(stream).start()) {
      stream.failure = "the broker is away";
      assertThatThrownBy(() -> fixture.take("a"))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("the broker is away");
      assertThat(fixture.collector().refusal()).contains("the broker is away");
      assertThat(fixture.collector().meters().publishFailures().sum()).isEqualTo(1);
    }
  }

  @Test
  void shipsWhatWasTakenBeforeItWasSwitched() throws Exception {
    try (CollectorFixture before = new CollectorFixture(folder).withSink(null).start()) {
      before.take("segment");
      before.stop();
    }
    try (CollectorFixture fixture = new CollectorFixture(folder).withSink(stream).start()) {
      CollectorFixture.await(() -> fixture.landed().equals(List.of("segment")));
      CollectorFixture.await(() -> fixture.closed().isEmpty());
      fixture.take("streamed");
      assertThat(stream.taken).hasSize(1);
    }
  }

  private static final class Stream implements StreamSink {
    private final List<EventLine> taken = new ArrayList<>();
    private String failure = "";
    private boolean closed;

    @Override
    public void append(List<EventLine> lines) throws IOException {
      if (!failure.isEmpty()) {
        throw new IOException(failure);
      }
      taken.addAll(lines);
    }

    @Override
    public String failure() {
      return failure;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
