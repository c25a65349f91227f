package dev.nightjar.serving.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.PersonIds;
import dev.nightjar.serving.sessions.ConsentSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Lands what people were answered with, as events beside those that apps send, so that a night
 * knows what was offered and not only what was done. Keeps nothing of nobody, and nothing of
 * somebody who does not allow analytics and personalization. Thread-safe.
 */
public final class ExposureLog implements AnswerLog, AutoCloseable {
  private final String ranking;
  private final ConsentSettings consent;
  private final Clock clock;
  private final LogMeters meters;
  private final Backlog<Exposure> backlog;

  /** Takes events of the server's own into the landing. */
  @FunctionalInterface
  public interface Landing {
    /**
     * Lands events; durable when it returns.
     *
     * @return how many were taken
     */
    int land(List<ObjectNode> events) throws IOException;
  }

  /**
   * What exposures are kept with.
   *
   * @param queue how many answers may wait to be written
   * @param ranking digest of the settings that answers are ranked by
   */
  public record Kept(int queue, String ranking) {}

  /**
   * @param settings how many answers may wait, and by what they are ranked
   * @param consent what missing consent and privacy signals mean
   * @param clock tells when an answer is given
   * @param meters where answers are counted
   */
  public ExposureLog(
      Kept settings, ConsentSettings consent, Clock clock, Landing landing, LogMeters meters) {
    ranking = settings.ranking();
    this.consent = consent;
    this.clock = clock;
    this.meters = meters;
    backlog = new Backlog<>("exposures", settings.queue(), batch -> write(batch, landing), meters);
  }

  @Override
  public void answered(Answered answered) {
    boolean nothing = answered.given().recommendation().items().isEmpty();
    if (nothing || !isSomebody(answered.asker()) || !allows(answered)) {
      meters.skipped().increment();
      return;
    }
    backlog.add(Exposure.of(answered, ranking, clock.instant()));
  }

  @Override
  public void close() {
    backlog.close();
  }

  private static boolean isSomebody(Asker asker) {
    return PersonIds.real(asker.userId()) != null || PersonIds.real(asker.anonymousId()) != null;
  }

  private boolean allows(Answered answered) {
    Asker.Consent said = answered.asker().consent();
    return consent.allowsPersonalization(said.personalization(), answered.gpc())
        && consent.grants(said.analytics());
  }

  /** An answer counts as kept when all of its events are. */
  private static int write(List<Exposure> batch, Landing landing) throws IOException {
    List<ObjectNode> events = new ArrayList<>();
    batch.forEach(exposure -> events.addAll(exposure.events()));
    int lost = events.size() - landing.land(events);
    return Math.max(0, batch.size() - lost);
  }
}
