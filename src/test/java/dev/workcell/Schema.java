package dev.workcell;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A published schema of docs/schema.
public record Schema(com.networknt.schema.Schema schema) {
  public static Schema of(String name) throws IOException {
    var text = Files.readString(Path.of("docs/schema").resolve(name + ".schema.json"));
    return new Schema(
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text));
  }

  /// What is wrong with a JSON text; empty when it fits.
  public List<String> faults(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(String::valueOf).toList();
  }
}
