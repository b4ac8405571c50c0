package io.harbinger.launch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.zip.ZipEntry;

/**
 * Addresses of the jar's entries that read through the one open jar.
 *
 * <p>The JDK's own {@code jar:} addresses would open it again and keep it in a cache that the
 * application shares.
 */
final class EntryUrls extends URLStreamHandler {
  private final AgentJar jar;

  EntryUrls(AgentJar jar) {
    this.jar = jar;
  }

  URL of(ZipEntry entry) {
    try {
      return new URL(null, "harbinger:/" + entry.getName(), this);
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new Entry(url);
  }

  private final class Entry extends URLConnection {

    Entry(URL url) {
      super(url);
    }

    @Override
    public void connect() {}

    @Override
    public InputStream getInputStream() throws IOException {
      ZipEntry entry = jar.entry(getURL().getPath().substring(1));
      if (entry == null) {
        throw new FileNotFoundException(getURL().toString());
      }
      return jar.stream(entry);
    }
  }
}
