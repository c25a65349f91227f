package dev.nightjar.serving.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer that is no success, as RFC 9457 writes it.
 *
 * @param status the HTTP status
 * @param slug the last part of {@code type}, stable for programs
 * @param title what kind of problem it is, the same for every occurrence
 * @param detail what happened this time and what to do
 * @param errors the fields at fault
 * @param retryAfterSeconds when to try again, 0 when a retry is useless
 */
public record Problem(
    int status,
    String slug,
    String title,
    String detail,
    List<FieldError> errors,
    int retryAfterSeconds) {
  /** The content type of every problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final String TYPE_BASE = "urn:nightjar:problem:";

  public Problem {
    errors = List.copyOf(errors);
  }

  /** What is wrong with the fields, in one line. */
  public String faults() {
    return errors.stream()
        .map(error -> error.field() + " " + error.detail())
        .collect(Collectors.joining("; "));
  }

  /** A problem without fields and without a retry. */
  public static Problem of(int status, String slug, String title, String detail) {
    return new Problem(status, slug, title, detail, List.of(), 0);
  }

  /** A request whose fields are at fault. */
  public static Problem invalid(List<FieldError> errors) {
    FieldError first = errors.get(0);
    String detail =
        errors.size() == 1
            ? first.field() + ": " + first.detail()
            : errors.size() + " fields are wrong; the first is " + first.field();
    return new Problem(400, "invalid-request", "The request is not valid", detail, errors, 0);
  }

  /** A request whose one field is at fault. */
  public static Problem invalid(String field, String detail) {
    return invalid(List.of(new FieldError(field, detail)));
  }

  /** A server that cannot answer now and may soon. */
  public static Problem unavailable(String slug, String detail, int retryAfterSeconds) {
    return new Problem(
        503, slug, "The service is not available", detail, List.of(), retryAfterSeconds);
  }

  /** The problem of a bare HTTP status. */
  public static Problem ofStatus(int status, String detail) {
    String title =
        switch (status) {
          case 400 -> "The request cannot be read";
          case 404 -> "There is nothing here";
          case 405 -> "The method is not allowed here";
          case 408 -> "The request took too long";
          case 413 -> "The request is too large";
          case 414, 431 -> "The request's head is too large";
          default -> status < 500 ? "The request is refused" : "The server failed";
        };
    return of(status, "http-" + status, title, detail);
  }

  /** The JSON text. */
  public byte[] toJson() {
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"type\":").text(TYPE_BASE + slug).raw(",\"title\":").text(title);
    out.raw(",\"status\":").number(status).raw(",\"detail\":").text(detail).raw(",\"errors\":[");
    for (int i = 0; i < errors.size(); i++) {
      FieldError error = errors.get(i);
      out.raw(i == 0 ? "{\"field\":" : ",{\"field\":").text(error.field());
      out.raw(",\"detail\":").text(error.detail()).raw("}");
    }
    return out.raw("]}").toBytes();
  }
}
