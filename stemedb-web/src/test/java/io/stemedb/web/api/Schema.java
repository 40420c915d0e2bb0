package io.stemedb.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;

/** Judges values by the schemas of a description of the API, and the description by the schema of OpenAPI 3.0. */
final class Schema {
    /** In the JAR of vertx-openapi. */
    private static final com.networknt.schema.Schema OPENAPI = SchemaRegistry.withDialect(Dialects.getDraft4())
            .getSchema(Schema.class.getResourceAsStream("/spec.openapis.org/oas/3.0/schema/2021-09-28"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Schema() {}

    /** What is wrong with a value by a schema of the document. */
    static List<String> faults(Map<String, Object> document, Object schema, Object value) {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", JSON.valueToTree(document.get("components")));
        root.putArray("allOf").add(JSON.<JsonNode>valueToTree(schema));
        return faults(SchemaRegistry.withDialect(Dialects.getOpenApi30()).getSchema(root), value);
    }

    /** What is wrong with a description by the schema that the OpenAPI Initiative publishes. */
    static List<String> faults(Map<String, Object> document) {
        return faults(OPENAPI, document);
    }

    private static List<String> faults(com.networknt.schema.Schema schema, Object value) {
        return schema.validate(JSON.<JsonNode>valueToTree(value)).stream()
                .map(Error::toString)
                .toList();
    }
}
