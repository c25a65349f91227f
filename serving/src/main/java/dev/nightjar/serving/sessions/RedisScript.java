package dev.nightjar.serving.sessions;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A script that Redis runs in one step, called by its hash; sent along when Redis does not know it,
 * because it was started again. Immutable.
 *
 * @param text its source
 * @param hash its SHA-1, the name that Redis has for it
 * @param type what it gives
 */
record RedisScript(String text, String hash, ScriptOutputType type) {
  private static final String[] NO_KEYS = {};

  /** The script of a resource beside this class. */
  static RedisScript load(String name, ScriptOutputType type) {
    try (InputStream in = RedisScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name + "; build again");
      }
      byte[] text = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text);
      return new RedisScript(
          new String(text, StandardCharsets.UTF_8), HexFormat.of().formatHex(hash), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** What the script will have given. */
  <T> CompletableFuture<T> run(RedisAsyncCommands<String, String> redis, String... arguments) {
    return redis
        .<T>evalsha(hash, type, NO_KEYS, arguments)
        .toCompletableFuture()
        .exceptionallyCompose(
            failure ->
                isUnknown(failure)
                    ? redis.<T>eval(text, type, NO_KEYS, arguments).toCompletableFuture()
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof RedisNoScriptException
        || (failure instanceof CompletionException
            && failure.getCause() instanceof RedisNoScriptException);
  }
}
