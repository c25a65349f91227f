package dev.nightjar.serving.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field as the request spells it
 * @param detail what was found and what is allowed
 */
public record FieldError(String field, String detail) {}
