package dev.nightjar.export.publish;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.etl.Lake;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.gate.Decisions;
import dev.nightjar.export.gate.PromotionDecision;
import dev.nightjar.export.night.TextTable;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code snapshots list | verify ID | shadow [ID] | rollback [ID] | promote ID | gc}: what an
 * operator does with published snapshots. Gives the text to print.
 */
public final class SnapshotsCommand {
  /** The command's name. */
  public static final String NAME = "snapshots";

  private final LakeFiles files;
  private final SnapshotPointer pointer;
  private final Decisions decisions;

  private SnapshotsCommand(Lake lake) {
    files = LakeFiles.of(lake);
    decisions = new Decisions(lake);
    pointer = new SnapshotPointer(files);
  }

  /** Runs the command of these arguments, the first of which is {@link #NAME}. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of("keep", "by", "reason"), Set.of("force"));
    List<String> words = line.positional();
    String action = words.size() < 2 ? "list" : words.get(1);
    if (!Set.of("list", "verify", "shadow", "rollback", "promote", "gc").contains(action)) {
      throw new ConfigurationException(
          "snapshots "
              + action
              + " is unknown; use list, verify ID, shadow [ID], rollback [ID], promote ID or gc");
    }
    Optional<String> id = words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty();
    Settings settings = line.settings();
    try (Lake lake = Lake.open(settings, "nightjar snapshots")) {
      SnapshotsCommand command = new SnapshotsCommand(lake);
      System.out.println(
          switch (action) {
            case "verify" -> command.verify(id);
            case "shadow" -> command.locked(line, settings, () -> command.shadow(id));
            case "rollback" -> command.locked(line, settings, () -> command.rollback(id));
            case "promote" ->
                command.locked(line, settings, () -> command.promote(id, override(line)));
            case "gc" ->
                command.locked(line, settings, () -> command.collect(keep(line, settings)));
            default -> command.list();
          });
    }
  }

  private static Decisions.Override override(CommandLine line) {
    return new Decisions.Override(
        line.value("by").orElse(""), line.value("reason").orElse(""), Instant.now());
  }

  private static int keep(CommandLine line, Settings settings) {
    int kept = settings.section("export").integer("keep_snapshots", 1, 10_000);
    return line.integer("keep", 1, 10_000).orElse(kept);
  }

  private String locked(
      CommandLine line, Settings settings, java.util.function.Supplier<String> body) {
    Lease.Request request =
        new Lease.Request(
            NAME, settings.section("export").duration("lease_timeout"), line.has("force"));
    try (Lease lease = Lease.take(files, request)) {
      return body.get();
    }
  }

  private String list() {
    List<SnapshotManifest> published = pointer.published();
    if (published.isEmpty()) {
      return "no snapshot is published; run nightly first";
    }
    TextTable table =
        new TextTable("snapshot", "run date", "decision", "users", "items", "bytes", "live");
    for (SnapshotManifest manifest : published) {
      table.row(
          manifest.snapshotId(),
          manifest.runDate(),
          decision(manifest),
          TextTable.count(manifest.counts().getOrDefault("users", 0L)),
          TextTable.count(manifest.counts().getOrDefault("items", 0L)),
          TextTable.count(
              manifest.files().stream().mapToLong(SnapshotManifest.StoreFile::bytes).sum()),
          served(manifest.snapshotId()));
    }
    return table.toString();
  }

  private String served(String id) {
    if (pointer.current().filter(id::equals).isPresent()) {
      return "live";
    }
    return pointer.shadow().filter(id::equals).isPresent() ? "shadow" : "";
  }

  private String verify(Optional<String> given) {
    String id =
        given
            .or(pointer::current)
            .orElseThrow(() -> new ConfigurationException("snapshots verify needs an id"));
    try (LocalSnapshot snapshot = LocalSnapshot.ofPublished(files, id)) {
      SnapshotManifest manifest = snapshot.snapshot().manifest();
      return "snapshot %s is whole: %d files, %s users, %s items"
          .formatted(
              id,
              manifest.files().size(),
              TextTable.count(manifest.counts().getOrDefault("users", 0L)),
              TextTable.count(manifest.counts().getOrDefault("items", 0L)));
    }
  }

  private String shadow(Optional<String> given) {
    given.ifPresent(id -> verify(Optional.of(id)));
    pointer.shadow(given);
    return given
        .map(id -> "servers try snapshot " + id + " beside the live one; /health/ready says how")
        .orElse("servers try no snapshot beside the live one");
  }

  private String rollback(Optional<String> given) {
    String id = given.orElseGet(this::previous);
    verify(Optional.of(id));
    return "snapshot " + id + " is live" + makeLive(id);
  }

  /** Which snapshot was live before, in words. */
  private String makeLive(String id) {
    Optional<String> before = pointer.current();
    pointer.point(id);
    return before.map(old -> ", before it was " + old).orElse("");
  }

  private String promote(Optional<String> given, Decisions.Override override) {
    String id =
        given.orElseThrow(() -> new ConfigurationException("snapshots promote needs an id"));
    verify(Optional.of(id));
    decisions.override(id, override);
    return "snapshot %s is live by the word of %s%s; gold.promotions has it beside the gate's"
        .formatted(id, override.by(), makeLive(id));
  }

  private String previous() {
    Optional<String> current = pointer.current();
    List<SnapshotManifest> published = pointer.published();
    List<String> ids = published.stream().map(SnapshotManifest::snapshotId).toList();
    int from = current.map(ids::indexOf).orElse(-1) + 1;
    return published.subList(from, published.size()).stream()
        .filter(manifest -> decision(manifest).equals(Promotions.PROMOTED))
        .findFirst()
        .map(SnapshotManifest::snapshotId)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "there is no promoted snapshot before "
                        + current.orElse("the first")
                        + "; 'snapshots list' names those there are"));
  }

  private String collect(int keep) {
    List<SnapshotManifest> published = pointer.published();
    int kept = 0;
    int deleted = 0;
    for (SnapshotManifest manifest : published) {
      String id = manifest.snapshotId();
      if (!served(id).isEmpty()) {
        continue;
      }
      if (kept < keep) {
        kept++;
        continue;
      }
      // Without its manifest a folder is no snapshot, so a server never takes one half deleted.
      files.delete(LakePaths.snapshot(id) + "/" + LakePaths.MANIFEST);
      files.delete(LakePaths.snapshot(id));
      deleted++;
    }
    int unpublished = 0;
    for (String folder : pointer.folders()) {
      if (pointer.manifest(folder).isEmpty()) {
        files.delete(LakePaths.snapshot(folder));
        unpublished++;
      }
    }
    return "deleted %d published and %d unpublished snapshots; kept %d beside the live one"
        .formatted(deleted, unpublished, kept);
  }

  /** The manifest was written before a person could think better of it. */
  private String decision(SnapshotManifest manifest) {
    String written = manifest.origins().getOrDefault(SnapshotPointer.DECISION, "");
    boolean isOverridden =
        written.equals(Promotions.REFUSED)
            && decisions
                .find(manifest.snapshotId())
                .filter(PromotionDecision::promoted)
                .isPresent();
    return isOverridden ? Promotions.PROMOTED : written;
  }
}
