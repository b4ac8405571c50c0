package io.harbinger.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Which classes, which of their methods, which advice; immutable. */
public final class Weave {
  /** Exact names, or, with {@link #supertype}, parts of a name that make a class worth parsing. */
  final List<String> names;

  /** Null: {@link #names} are exact. */
  final String supertype;

  final List<Advised> advised;

  private Weave(List<String> names, String supertype, List<Advised> advised) {
    this.names = names;
    this.supertype = supertype;
    this.advised = advised;
  }

  /** The cheap way: classes of these names and no others. */
  public static Weave exactly(String... classNames) {
    return new Weave(Arrays.asList(classNames.clone()), null, Collections.emptyList());
  }

  /**
   * Every class below {@code typeName} whose full name contains one of {@code nameHints}; a class
   * without a hint is never parsed.
   */
  public static Weave implementing(String typeName, String... nameHints) {
    return new Weave(Arrays.asList(nameHints.clone()), typeName, Collections.emptyList());
  }

  /**
   * @param advice a static nested class whose body only translates: no fields but a constant {@code
   *     TARGET}, no lambdas, no helper methods
   */
  public Weave advise(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
    List<Advised> more = new ArrayList<>(advised);
    more.add(new Advised(methods, advice));
    return new Weave(names, supertype, Collections.unmodifiableList(more));
  }

  static final class Advised {
    final ElementMatcher<? super MethodDescription> methods;
    final Class<?> advice;

    Advised(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
      this.methods = methods;
      this.advice = advice;
    }
  }
}
