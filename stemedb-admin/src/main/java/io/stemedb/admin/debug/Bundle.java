package io.stemedb.admin.debug;

import io.stemedb.admin.json.Doc;
import io.stemedb.admin.json.Json;
import io.stemedb.admin.json.JsonText;
import io.stemedb.admin.json.Slices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is written of an export: its parts, byte by byte as they came, behind a manifest that says what each of them is,
 * and what was left out. Pure.
 */
final class Bundle {
    private static final String NODES = "nodes";
    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final List<byte[]> nodes = new ArrayList<>();
    private final List<Object> parts = new ArrayList<>();
    private final List<Object> leftOut = new ArrayList<>();
    private long room;

    private Bundle(long room) {
        this.room = room;
    }

    /**
     * The text of the file.
     *
     * @param export what the gateway answered
     * @param about what the manifest begins with
     * @param most how many bytes all parts may have
     * @throws IOException the answer is no export
     */
    static byte[] of(byte[] export, Map<String, Object> about, long most) throws IOException {
        Bundle bundle = new Bundle(most);
        for (Map.Entry<String, byte[]> member : Slices.members(export).entrySet()) {
            if (member.getKey().equals(NODES)) {
                for (byte[] node : Slices.items(member.getValue())) {
                    bundle.takeNode(node);
                }
            } else if (bundle.take(member.getKey(), null, member.getValue())) {
                bundle.members.put(member.getKey(), member.getValue());
            }
        }
        return bundle.text(about);
    }

    private void takeNode(byte[] text) throws IOException {
        Doc node = Doc.of(Json.read(text));
        String id = node.text("node_id");
        if (node.text("error") != null) {
            leave("what node " + id + " tells of itself", node.text("error"));
        }
        if (take(NODES, id, text)) {
            nodes.add(text);
        }
    }

    /** Whether there is room for a part; the manifest has it in either case. */
    private boolean take(String member, String node, byte[] text) {
        if (text.length > room) {
            String name = node == null ? member : member + " of " + node;
            leave(name, "it has " + text.length + " bytes, and " + room + " of --max-size were left");
            return false;
        }
        room -= text.length;
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("member", member);
        part.put("node_id", node);
        part.put("bytes", text.length);
        part.put("sha256", sha256(text));
        parts.add(part);
        return true;
    }

    private void leave(String what, String why) {
        Map<String, Object> left = new LinkedHashMap<>();
        left.put("what", what);
        left.put("why", why);
        leftOut.add(left);
    }

    private byte[] text(Map<String, Object> about) {
        leave("claims", "they may be confidential, and no gateway exports them");
        leave("tokens, keys and other secrets", "no gateway exports them");
        Map<String, Object> manifest = new LinkedHashMap<>(about);
        manifest.put("parts", parts);
        manifest.put("left_out", leftOut);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8("{\"manifest\":" + JsonText.compact(manifest)));
        members.forEach((name, text) -> {
            out.writeBytes(utf8(",\n" + JsonText.compact(name) + ":"));
            out.writeBytes(text);
        });
        out.writeBytes(utf8(",\n\"nodes\":["));
        for (int i = 0; i < nodes.size(); i++) {
            out.writeBytes(utf8(i == 0 ? "\n" : ",\n"));
            out.writeBytes(nodes.get(i));
        }
        out.writeBytes(utf8("]}\n"));
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
