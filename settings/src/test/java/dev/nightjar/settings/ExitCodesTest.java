package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExitCodesTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void endsWithZeroAndSilenceWhenAllIsWell() {
    assertThat(run(() -> {})).isZero();
    assertThat(printed()).isEmpty();
  }

  @Test
  void printsOneSentenceForAWrongSetting() {
    int code =
        run(
            () -> {
              throw new IllegalStateException(
                  "wrapped", new ConfigurationException("lake.uri is wrong"));
            });
    assertThat(code).isEqualTo(2);
    assertThat(printed()).isEqualTo("nightjar: lake.uri is wrong\n");
  }

  @Test
  void takesTheCodeOfTheFailure() {
    assertThat(
            run(
                () -> {
                  throw new BadInput();
                }))
        .isEqualTo(3);
  }

  @Test
  void showsAReportWholeAndOfOtherMessagesTheFirstLine() {
    run(
        () -> {
          throw new BadInput();
        });
    run(
        () -> {
          throw new ConfigurationException("the mapping is wrong\n'Project [a plan]");
        });
    assertThat(printed())
        .isEqualTo("nightjar: 2 rules\n  1. this\n  2. that\nnightjar: the mapping is wrong\n");
  }

  @Test
  void printsTheStackTraceOfATrueFault() {
    int code =
        run(
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(code).isEqualTo(1);
    assertThat(printed()).startsWith("nightjar: broken\n").contains("at dev.nightjar");
  }

  @Test
  void knowsAFullDiskAndARefusedConnectionInsideOtherFailures() {
    run(
        () -> {
          throw new IllegalStateException("job", new IOException("No space left on device"));
        });
    run(
        () -> {
          throw new IllegalStateException("job", new ConnectException("Connection refused"));
        });
    run(
        () -> {
          throw new IllegalStateException(
              "job",
              new IOException(
                  "Unable to execute HTTP request: Broken pipe (SDK Attempt Count: 4)"));
        });
    run(
        () -> {
          throw new IllegalStateException(
              "job",
              new IOException(
                  "Writing Object on a/b: S3Exception: An internal error occurred. (Service: S3,"
                      + " Status Code: 500, Request ID: 1)"));
        });
    assertThat(printed())
        .contains("the disk is full (job); free some space")
        .contains("the object store failed (Writing Object on a/b: ")
        .contains("its disk may be full or it may be overloaded: look into its log")
        .contains("a connection was refused (job); check that the endpoint runs")
        .contains("the object store failed (Unable to execute HTTP request: Broken pipe")
        .hasLineCount(4);
  }

  private int run(ExitCodes.ThrowingRunnable body) {
    return ExitCodes.run(body, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static final class BadInput extends RuntimeException implements HasExitCode {
    private static final long serialVersionUID = 1L;

    BadInput() {
      super("2 rules\n  1. this\n  2. that");
    }

    @Override
    public int exitCode() {
      return 3;
    }

    @Override
    public boolean isReport() {
      return true;
    }
  }
}
