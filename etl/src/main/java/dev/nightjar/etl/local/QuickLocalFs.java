package dev.nightjar.etl.local;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

/**
 * The same files through the interface that Delta commits by: Hadoop's {@code LocalFs} over {@link
 * QuickRawFiles}.
 */
public final class QuickLocalFs extends ChecksumFs {

  /** Made by Hadoop, by its name in {@code fs.AbstractFileSystem.file.impl}. */
  public QuickLocalFs(URI any, Configuration conf) throws IOException, URISyntaxException {
    super(new Raw(conf));
  }

  private static final class Raw extends DelegateToFileSystem {
    Raw(Configuration conf) throws IOException, URISyntaxException {
      super(
          FsConstants.LOCAL_FS_URI,
          new QuickRawFiles(),
          conf,
          FsConstants.LOCAL_FS_URI.getScheme(),
          false);
    }

    @Override
    public boolean isValidName(String source) {
      // As RawLocalFs: a local name may hold anything.
      return true;
    }
  }
}
