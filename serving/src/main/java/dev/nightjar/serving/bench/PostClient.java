package dev.nightjar.serving.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts events over kept-alive connections, as fast as they allow or at a steady rate. Arguments:
 * address, events a batch (0: single ones), connections, seconds, requests a second (0: as fast as
 * possible), a number for message ids of its own. Prints requests a second, and the 50th and 99th
 * percentile of the latency in microseconds; at a rate, latency counts from when a request was due.
 */
public final class PostClient {
  private PostClient() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    URI address = URI.create(args[0]);
    int connections = Integer.parseInt(args[2]);
    double seconds = Double.parseDouble(args[3]);
    double each = Double.parseDouble(args[4]) / connections;
    ExecutorService threads = Executors.newFixedThreadPool(connections, PostClient::daemon);
    List<Future<int[]>> results = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      int sender = Integer.parseInt(args[5]) * connections + i;
      SampleEvents events =
          new SampleEvents(address.getRawPath(), Integer.parseInt(args[1]), sender);
      Pace pace = new Pace(start, start + (long) (seconds * 1e9), each, (double) i / connections);
      results.add(threads.submit(new Connection(address, events, pace)));
    }
    int[] all = new int[0];
    for (Future<int[]> result : results) {
      int[] micros = result.get();
      int length = all.length;
      all = Arrays.copyOf(all, length + micros.length);
      System.arraycopy(micros, 0, all, length, micros.length);
    }
    double took = (System.nanoTime() - start) / 1e9;
    Arrays.sort(all);
    System.out.println(
        all.length / took + " " + all[all.length / 2] + " " + all[(int) (all.length * 0.99)]);
    System.exit(0);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** When requests are due; a rate of 0 means at once. */
  private record Pace(long start, long end, double perSecond, double shift) {
    long due(int request, long now) {
      return perSecond == 0 ? now : start + (long) ((request + shift) / perSecond * 1e9);
    }
  }

  private record Connection(URI address, SampleEvents events, Pace pace)
      implements Callable<int[]> {
    @Override
    public int[] call() throws IOException {
      int[] micros = new int[65_536];
      int count = 0;
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
        long due = pace.due(0, System.nanoTime());
        while (due < pace.end()) {
          LockSupport.parkNanos(due - System.nanoTime());
          out.write(events.next());
          LoadClient.readAnswer(in);
          if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
          }
          long now = System.nanoTime();
          micros[count++] = (int) ((now - due) / 1_000);
          due = pace.due(count, now);
        }
      }
      return Arrays.copyOf(micros, count);
    }
  }
}
