package dev.nightjar.simulator;

import dev.nightjar.contract.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A world landed in memory. */
final class LandedWorld {
  final Map<String, byte[]> files = new TreeMap<>();
  final TruthSheet truth;

  LandedWorld(WorldParams params, LocalDate... cutoffs) {
    truth =
        new WorldWriter(new World(params), Set.of(cutoffs), 50)
            .land(
                (key, body) -> {
                  if (files.put(key, body) != null) {
                    throw new IllegalStateException(key + " landed twice");
                  }
                },
                day -> {});
  }

  List<String> lines(String prefix) {
    List<String> lines = new ArrayList<>();
    files.forEach(
        (key, body) -> {
          if (key.startsWith(prefix)) {
            lines.addAll(unpack(body));
          }
        });
    return lines;
  }

  static List<String> unpack(byte[] body) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String hash() {
    MessageDigest digest = Sha256.digest();
    files.forEach(
        (key, body) -> {
          digest.update(key.getBytes(StandardCharsets.UTF_8));
          digest.update(body);
        });
    return HexFormat.of().formatHex(digest.digest());
  }
}
