package dev.nightjar.etl.rules;

/**
 * How much of a night's landing may be bad before the night stops instead of going on without it.
 *
 * @param maxBadFiles largest share of a feed's files that may be refused as a whole, 0 to 1; empty
 *     files are not bad
 * @param minJudgedFiles files below which the share of bad ones is not judged, at least 1
 * @param maxQuarantined largest share of a feed's lines that may be quarantined, 0 to 1
 * @param minJudgedLines lines below which the share of quarantined ones is not judged, at least 1
 */
public record IngestLimits(
    double maxBadFiles, int minJudgedFiles, double maxQuarantined, long minJudgedLines) {

  public IngestLimits {
    requireShare("maxBadFiles", maxBadFiles);
    requireShare("maxQuarantined", maxQuarantined);
    IngestRules.require(
        minJudgedFiles >= 1, "minJudgedFiles = " + minJudgedFiles + " must be 1 or more");
    IngestRules.require(
        minJudgedLines >= 1, "minJudgedLines = " + minJudgedLines + " must be 1 or more");
  }

  private static void requireShare(String name, double share) {
    IngestRules.require(
        share >= 0 && share <= 1, name + " = " + share + " must be a share from 0 to 1");
  }
}
