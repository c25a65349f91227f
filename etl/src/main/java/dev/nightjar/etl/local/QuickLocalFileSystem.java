package dev.nightjar.etl.local;

import org.apache.hadoop.fs.LocalFileSystem;

/** Hadoop's local file system, checksums included, over {@link QuickRawFiles}. */
public final class QuickLocalFileSystem extends LocalFileSystem {

  /** Made by Hadoop, by its name in {@code fs.file.impl}. */
  public QuickLocalFileSystem() {
    super(new QuickRawFiles());
  }
}
