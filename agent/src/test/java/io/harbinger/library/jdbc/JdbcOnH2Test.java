package io.harbinger.library.jdbc;

class JdbcOnH2Test extends JdbcContract {
  @Override
  String[] arguments() {
    return new String[] {"jdbc:h2:mem:shop", "sa", ""};
  }

  @Override
  String driver() {
    return "org.h2.Driver";
  }
}
