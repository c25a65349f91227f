package dev.nightjar.serving.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one address as fast as a number of kept-alive connections allow, each for another user a
 * time. Arguments: address up to the user's id, users, connections, seconds. Prints answers a
 * second, and the 50th and 99th percentile of the latency in microseconds. Sockets by hand, so that
 * the client takes as little of the machine as it can.
 */
public final class LoadClient {
  private static final int MAX_SAMPLES = 2_000_000;

  private LoadClient() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    URI address = URI.create(args[0]);
    int users = Integer.parseInt(args[1]);
    int connections = Integer.parseInt(args[2]);
    long end = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
    ExecutorService threads = Executors.newFixedThreadPool(connections, LoadClient::daemon);
    List<Future<int[]>> results = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      Connection connection = new Connection(address, users, end, i);
      results.add(threads.submit(connection));
    }
    int count = 0;
    int[] all = new int[MAX_SAMPLES];
    for (Future<int[]> result : results) {
      int[] micros = result.get();
      int taken = Math.min(micros.length, all.length - count);
      System.arraycopy(micros, 0, all, count, taken);
      count += taken;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    threads.shutdown();
    int[] sorted = Arrays.copyOf(all, count);
    Arrays.sort(sorted);
    System.out.println(
        count / seconds + " " + sorted[count / 2] + " " + sorted[(int) (count * 0.99)]);
  }

  /** One connection: asks, reads the whole answer, asks again. */
  /** A client whose connection fails ends, instead of waiting for the others. */
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private record Connection(URI address, int users, long end, int seed) implements Callable<int[]> {
    @Override
    public int[] call() throws IOException {
      Random random = new Random(seed);
      String path = address.getRawPath() + "?" + address.getRawQuery();
      int[] micros = new int[65_536];
      int count = 0;
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
        long now = System.nanoTime();
        while (now < end) {
          String user = SampleSnapshot.userId(random.nextInt(users));
          String head = "GET " + path + user + " HTTP/1.1\r\nHost: bench\r\n\r\n";
          out.write(head.getBytes(StandardCharsets.US_ASCII));
          out.flush();
          readAnswer(in);
          long answered = System.nanoTime();
          if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
          }
          micros[count++] = (int) ((answered - now) / 1_000);
          now = answered;
        }
      }
      return Arrays.copyOf(micros, count);
    }
  }

  static void readAnswer(InputStream in) throws IOException {
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
