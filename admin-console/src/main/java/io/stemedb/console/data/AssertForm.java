package io.stemedb.console.data;

import io.stemedb.assertion.Claim;
import io.stemedb.assertion.ClaimReader;
import io.stemedb.cluster.node.Intake;
import io.stemedb.intake.Ack;
import io.stemedb.intake.Writes;
import io.stemedb.intake.Written;
import io.stemedb.json.JsonReader;
import io.stemedb.refusal.StemeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** Writes the claim of a form, as {@code POST /v1/assert} does. */
@ApplicationScoped
public class AssertForm {
    private static final String VALUE = "value";

    private final Intake intake;

    protected AssertForm() { // for the CDI proxy only
        this(null);
    }

    @Inject
    public AssertForm(Intake intake) {
        this.intake = intake;
    }

    /**
     * Writes it.
     *
     * @param sent what the fields of the form say
     * @return its id
     * @throws StemeException as the call
     */
    public String write(UnaryOperator<String> sent) {
        Claim claim = ClaimReader.read(
                JsonReader.object(
                        claim(sent).getBytes(StandardCharsets.UTF_8),
                        intake.limits().json()),
                intake.limits());
        try {
            Written written = intake.writes()
                    .write(claim, new Writes.Caller("", null, Ack.QUORUM))
                    .join();
            return written.recorded().id().toString();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StemeException refused ? refused : failure;
        }
    }

    /** The claim as JSON. A value that is no JSON is a text. */
    static String claim(UnaryOperator<String> sent) {
        JsonObjectBuilder claim = Json.createObjectBuilder();
        for (String name : new String[] {"predicate", "source", "asserted_at"}) {
            if (isThere(sent.apply(name))) {
                claim.add(name, sent.apply(name).strip());
            }
        }
        if (isThere(sent.apply("path"))) {
            claim.add("concept_path", sent.apply("path").strip());
        }
        if (isThere(sent.apply("confidence"))) {
            claim.add("confidence", Json.createValue(number(sent.apply("confidence"))));
        }
        String value = sent.apply(VALUE);
        if (isThere(value)) {
            claim.add(VALUE, value(value));
        }
        return claim.build().toString();
    }

    private static JsonValue value(String text) {
        try (jakarta.json.JsonReader reader = Json.createReader(new StringReader("[" + text + "]"))) {
            JsonArray values = reader.readArray();
            return values.size() == 1 ? values.get(0) : Json.createValue(text);
        } catch (JsonException noJson) {
            return Json.createValue(text);
        }
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException none) {
            throw StemeException.malformed("/confidence", "must be a number from 0 to 1");
        }
    }

    private static boolean isThere(String text) {
        return text != null && !text.isBlank();
    }
}
