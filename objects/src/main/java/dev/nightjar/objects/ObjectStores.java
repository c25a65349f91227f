package dev.nightjar.objects;

import dev.nightjar.settings.LakeSettings;

/**
 * Opens the store that a lake's address asks for: the S3 protocol for {@code s3a://}, a directory
 * for {@code file:///}.
 */
public final class ObjectStores {

  private ObjectStores() {}

  /** Opens the store; nothing is sent or created before the first call. */
  public static ObjectStore open(LakeSettings lake) {
    return lake.isS3() ? S3ObjectStore.open(lake) : new FileObjectStore(lake.directory());
  }
}
