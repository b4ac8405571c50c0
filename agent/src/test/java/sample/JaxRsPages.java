package sample;

import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.ServiceUnavailableException;

/** JAX-RS pages: a template, an error nobody maps, one with a status, one that is none. */
@Path("owners")
public class JaxRsPages {
  @GET
  @Path("{id}")
  public String owner(@PathParam("id") String id) {
    return "owner " + id;
  }

  @GET
  @Path("{id}/boom")
  public String boom() {
    throw new IllegalStateException("boom");
  }

  @GET
  @Path("{id}/handled")
  public String handled() {
    throw new ServiceUnavailableException("handled");
  }

  @GET
  @Path("{id}/gone")
  public String gone() {
    throw new NotFoundException();
  }
}
