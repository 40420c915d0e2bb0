package io.stemedb.admin.settings;

/**
 * What flags say of the gateway; null if they do not.
 *
 * @param gateways addresses separated by commas
 */
public record Asked(
        String gateways, String profile, String tokenFile, String cacert, String cert, String key, String timeout) {}
