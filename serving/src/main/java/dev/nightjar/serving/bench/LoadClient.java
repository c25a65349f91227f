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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one address over kept-alive connections, as fast as they allow or at a steady rate.
 * Arguments: address, connections, seconds, requests a second (0: as fast as possible), then {@code
 * users N}, the address going up to a user's id, or {@code events BATCH} (a batch of 0: single
 * events). Prints requests a second, the 50th and 99th percentile of the latency in microseconds,
 * and all requests that it sent; at a rate, latency counts from when a request was due. What it
 * asks before its own code is compiled is sent and not measured. Sockets by hand, so that the
 * client takes as little of the machine as it can.
 */
public final class LoadClient {
  static final int WARM_UP_SECONDS = 2;

  private LoadClient() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    URI address = URI.create(args[0]);
    int connections = Integer.parseInt(args[1]);
    double each = Double.parseDouble(args[3]) / connections;
    ExecutorService threads = Executors.newFixedThreadPool(connections, LoadClient::daemon);
    List<Future<Latencies>> results = new ArrayList<>();
    long start = System.nanoTime();
    long measured = start + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
    long end = measured + (long) (Double.parseDouble(args[2]) * 1e9);
    for (int i = 0; i < connections; i++) {
      Requests requests = requests(address, Arrays.asList(args).subList(4, args.length), i);
      Pace pace = new Pace(start, measured, end, each, (double) i / connections);
      results.add(threads.submit(new Connection(address, requests, pace)));
    }
    int[] all = new int[0];
    long sent = 0;
    for (Future<Latencies> result : results) {
      int[] micros = result.get().micros();
      int length = all.length;
      all = Arrays.copyOf(all, length + micros.length);
      System.arraycopy(micros, 0, all, length, micros.length);
      sent += result.get().sent();
    }
    double took = (System.nanoTime() - measured) / 1e9;
    Arrays.sort(all);
    int p50 = all[all.length / 2];
    int p99 = all[(int) (all.length * 0.99)];
    System.out.println(all.length / took + " " + p50 + " " + p99 + " " + sent);
  }

  private static Requests requests(URI address, List<String> what, int connection) {
    int count = Integer.parseInt(what.get(1));
    return what.get(0).equals("users")
        ? new UserRequests(address, count, connection)
        : new SampleEvents(
            address.getRawPath(), count, ProcessHandle.current().pid() + "-" + connection);
  }

  /** A client whose connection fails ends, instead of waiting for the others. */
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What one connection saw.
   *
   * @param micros latencies of the requests that were due once it was warm
   * @param sent all requests
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Latencies(int[] micros, int sent) {}

  /** One connection: asks, reads the whole answer, asks again. */
  private record Connection(URI address, Requests requests, Pace pace)
      implements Callable<Latencies> {
    @Override
    public Latencies call() throws IOException {
      int[] micros = new int[65_536];
      int count = 0;
      int sent = 0;
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
        long due = pace.due(0, System.nanoTime());
        while (due < pace.end()) {
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          out.write(requests.next());
          readAnswer(in);
          sent++;
          long now = System.nanoTime();
          if (due >= pace.measured()) {
            micros = count == micros.length ? Arrays.copyOf(micros, count * 2) : micros;
            micros[count++] = (int) ((now - due) / 1_000);
          }
          due = pace.due(sent, now);
        }
      }
      return new Latencies(Arrays.copyOf(micros, count), sent);
    }
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("the server answered " + status);
    }
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("the answer has no Content-Length");
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder(48);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }
}
