package sample;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/**
 * An application on embedded Tomcat; each argument is a servlet: its path, its class and init
 * parameters, as {@code /pages/*|sample.Pages|name=value}.
 */
public final class TomcatMain {
  private TomcatMain() {}

  public static void main(String[] servlets) throws Exception {
    File base = Files.createTempDirectory("tomcat").toFile();
    base.deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", base.getPath());
    for (String servlet : servlets) {
      String[] parts = servlet.split("\\|");
      Wrapper wrapper = Tomcat.addServlet(context, parts[1], parts[1]);
      wrapper.setAsyncSupported(true);
      for (int i = 2; i < parts.length; i++) {
        String[] parameter = parts[i].split("=", 2);
        wrapper.addInitParameter(parameter[0], parameter[1]);
      }
      context.addServletMappingDecoded(parts[0], parts[1]);
    }
    tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    // until the test closes our input, so that nothing outlives it
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
