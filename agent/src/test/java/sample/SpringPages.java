package sample;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Spring's pages: a template, an error nobody handles, one that is handled, one that is none. */
@Configuration
@EnableWebMvc
@RestController
@RequestMapping("/owners")
public class SpringPages {
  @GetMapping("/{id}")
  public String owner(@PathVariable("id") String id) {
    return "owner " + id;
  }

  @GetMapping("/{id}/boom")
  public String boom() {
    throw new IllegalStateException("boom");
  }

  @GetMapping("/{id}/handled")
  public String handled() {
    throw new IllegalArgumentException("handled");
  }

  @GetMapping("/{id}/gone")
  public String gone() {
    throw new Gone();
  }

  @ExceptionHandler(IllegalArgumentException.class)
  public ResponseEntity<String> sorry(IllegalArgumentException error) {
    return ResponseEntity.status(503).body("sorry");
  }

  @ResponseStatus(HttpStatus.NOT_FOUND)
  static final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
