package dev.nightjar.export.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which code made a snapshot: the system property {@code nightjar.revision}, else the commit of the
 * checkout that {@code nightjar.root} names, else the version of the jar.
 */
final class CodeRevision {
  private static final String REF = "ref: ";

  private CodeRevision() {}

  static String find() {
    String given = System.getProperty("nightjar.revision", "");
    if (!given.isEmpty()) {
      return given;
    }
    String root = System.getProperty("nightjar.root", "");
    Optional<String> commit =
        root.isEmpty() ? Optional.empty() : commit(Path.of(root).resolve(".git"));
    String version = CodeRevision.class.getPackage().getImplementationVersion();
    return commit.orElse(version == null ? "unknown" : version);
  }

  private static Optional<String> commit(Path git) {
    try {
      String head = Files.readString(git.resolve("HEAD")).strip();
      if (!head.startsWith(REF)) {
        return Optional.of(head);
      }
      return Optional.of(Files.readString(git.resolve(head.substring(REF.length()))).strip());
    } catch (IOException e) {
      // No checkout, or its references are packed: the jar's version says less but is there.
      return Optional.empty();
    }
  }
}
