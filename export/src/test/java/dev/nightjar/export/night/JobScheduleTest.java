package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.export.night.NightJobs.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobScheduleTest {

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  private static Job job(String name, String... needs) {
    return new Job(name, Set.of(needs), night -> "unused");
  }

  private void note(Job job, List<Job> later) {
    events.add(job.name());
  }

  @Test
  void everyJobOfTheNightStandsBehindThoseItNeeds() {
    Set<String> before = new HashSet<>();
    for (Job job : NightJobs.inOrder()) {
      assertThat(before).as(job.name()).containsAll(job.needs());
      before.add(job.name());
    }
  }

  @Test
  void ofTheJobsThatCouldBeginTheOneWithTheLongestWayGoesFirst() {
    List<Job> jobs =
        List.of(
            job("short"),
            job("long"),
            job("middle", "long"),
            job("end", "middle"),
            job("last", "end", "short"));

    new JobSchedule(jobs, 1).run(this::note);

    assertThat(events).containsExactly("long", "middle", "short", "end", "last");
  }

  @Test
  void jobsThatNeedNothingOfEachOtherRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);

    new JobSchedule(List.of(job("a"), job("b"), job("c", "a", "b")), 2)
        .run(
            (job, later) -> {
              if (!job.name().equals("c")) {
                both.countDown();
                assertThat(await(both)).as("a and b run side by side").isTrue();
              }
              events.add(job.name());
            });

    assertThat(events).hasSize(3).endsWith("c");
  }

  @Test
  void aJobIsToldWhatHasYetToBegin() {
    new JobSchedule(List.of(job("a"), job("b", "a"), job("c", "b")), 2)
        .run((job, later) -> events.add(later.stream().map(Job::name).toList().toString()));

    assertThat(events).containsExactly("[b, c]", "[c]", "[]");
  }

  @Test
  void aFailureLetsTheJobBesideItEndAndNoOtherBegin() {
    CountDownLatch failed = new CountDownLatch(1);
    List<Job> jobs = List.of(job("bad"), job("good"), job("after", "good"), job("never", "bad"));

    assertThatThrownBy(
            () ->
                new JobSchedule(jobs, 2)
                    .run(
                        (job, later) -> {
                          if (job.name().equals("bad")) {
                            failed.countDown();
                            throw new IllegalStateException("broken");
                          }
                          await(failed);
                          pause();
                          events.add(job.name());
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");

    assertThat(events).containsExactly("good");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Long enough for the schedule to learn of the failure before the other job ends. */
  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
