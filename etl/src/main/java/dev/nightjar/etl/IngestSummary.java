package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one ingest job did.
 *
 * @param feed events or items
 * @param runDate the night
 * @param files landed files taken
 * @param refusedFiles files among them that were refused as a whole
 * @param landed lines in the other files
 * @param accepted lines written to bronze
 * @param quarantined lines refused
 */
public record IngestSummary(
    String feed,
    LocalDate runDate,
    long files,
    long refusedFiles,
    long landed,
    long accepted,
    long quarantined) {}
