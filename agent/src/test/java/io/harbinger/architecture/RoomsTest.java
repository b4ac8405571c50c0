package io.harbinger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Test
  void everyRoomImportsOnlyWhatTheTableAllows() {
    List<String> offences = new ArrayList<>();
    List<ClassReader> classes = CompiledClasses.all();
    for (ClassReader type : classes) {
      Room.nameOf(type.getClassName())
          .ifPresent(name -> offences.addAll(offences(roomCalled(name), type)));
    }
    assertThat(offences).isEmpty();
    assertThat(classes).hasSizeGreaterThan(20);
  }

  @Test
  void noArrowRunsUp() {
    List<String> above = new ArrayList<>();
    for (Room room : Room.TABLE) {
      for (String imported : room.imports()) {
        assertThat(above).as(room.name()).contains(imported.replaceAll("\\..*", ""));
      }
      above.add(room.name());
    }
  }

  @Test
  void namesTheOffendingImport() {
    Room timeline = Room.room("timeline", "bridge.Kind");
    ClassReader importsAssertj = CompiledClasses.of(RoomsTest.class);
    assertThat(offences(timeline, importsAssertj))
        .contains(
            "io/harbinger/architecture/RoomsTest in room timeline mentions"
                + " org/assertj/core/api/Assertions");

    assertThat(timeline.allows("io/harbinger/bridge/Kind")).isTrue();
    assertThat(timeline.allows("io/harbinger/bridge/Bridge")).isFalse();
    assertThat(timeline.allows("io/harbinger/Agent")).isFalse();
    assertThat(timeline.allows("javax/servlet/Servlet")).isFalse();
  }

  private static Room roomCalled(String name) {
    return Room.TABLE.stream()
        .filter(room -> room.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the table has no room " + name));
  }

  private static List<String> offences(Room room, ClassReader type) {
    return CompiledClasses.mentioned(type).stream()
        .filter(mentioned -> !room.allows(mentioned))
        .map(
            mentioned -> type.getClassName() + " in room " + room.name() + " mentions " + mentioned)
        .toList();
  }
}
