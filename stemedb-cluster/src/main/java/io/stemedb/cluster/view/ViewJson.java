package io.stemedb.cluster.view;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.config.PropertyOrderStrategy;

/** Writes records that operators are shown as JSON: their components in snake case, those that are null as well. */
public final class ViewJson {
    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withNullValues(true)
            .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

    private ViewJson() {}

    /** The record as text. */
    public static String of(Record view) {
        return JSONB.toJson(view);
    }
}
