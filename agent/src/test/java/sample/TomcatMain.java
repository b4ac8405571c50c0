package sample;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** An application on embedded Tomcat; the arguments are pairs of path and servlet class. */
public final class TomcatMain {
  private TomcatMain() {}

  public static void main(String[] servlets) throws Exception {
    File base = Files.createTempDirectory("tomcat").toFile();
    base.deleteOnExit();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("/shop", base.getPath());
    for (int i = 0; i < servlets.length; i += 2) {
      Wrapper wrapper = Tomcat.addServlet(context, "servlet" + i, servlets[i + 1]);
      wrapper.setAsyncSupported(true);
      context.addServletMappingDecoded(servlets[i], "servlet" + i);
    }
    tomcat.getConnector();
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    // until the test closes our input, so that nothing outlives it
    while (System.in.read() >= 0) {}
    System.exit(0);
  }
}
