package io.stemedb.web.openapi;

import io.stemedb.json.CanonicalJson;
import io.stemedb.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The document, as it is written and as JSON. */
final class Description {
    private static final String FILE = "/META-INF/openapi.yaml";

    private Description() {}

    static byte[] yaml() {
        try (InputStream in = Description.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] json() {
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(new String(yaml(), java.nio.charset.StandardCharsets.UTF_8));
        JsonWriter out = new JsonWriter(64 * 1024);
        write(out, tree);
        return out.toByteArray();
    }

    private static void write(JsonWriter out, Object node) {
        if (node instanceof Map<?, ?> map) {
            out.beginObject();
            map.forEach((name, value) -> {
                out.name(name.toString());
                write(out, value);
            });
            out.endObject();
        } else if (node instanceof List<?> list) {
            out.beginArray();
            list.forEach(item -> write(out, item));
            out.endArray();
        } else if (node instanceof String text) {
            out.string(text);
        } else if (node == null || node instanceof Boolean || node instanceof Number) {
            out.raw(CanonicalJson.ofCanonical(String.valueOf(node)));
        } else {
            throw new IllegalStateException(node + " is a " + node.getClass().getSimpleName() + "; quote it");
        }
    }
}
