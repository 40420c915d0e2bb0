package io.stemedb.admin.transfer;

import io.stemedb.admin.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Claims of a table, a record each. Its first record names the columns. */
final class CsvRows implements Rows {
    private final InputStream in;
    private final Bytes bytes;
    private final CsvReader reader;
    private final List<String> columns;
    private final ColumnMap map;

    CsvRows(InputStream in, Bytes bytes, CsvReader reader, List<String> columns, ColumnMap map) {
        this.in = in;
        this.bytes = bytes;
        this.reader = reader;
        this.columns = columns;
        this.map = map;
    }

    @Override
    public Row next() throws IOException {
        List<String> record = reader.next();
        if (record == null) {
            return null;
        }
        String text = String.join(",", record);
        if (reader.fault() != null) {
            return new Row(reader.line(), bytes.offset(), null, text, reader.fault());
        }
        if (record.size() > columns.size()) {
            String fault = "it has " + record.size() + " fields, and there are " + columns.size() + " columns";
            return new Row(reader.line(), bytes.offset(), null, text, fault);
        }
        try {
            String json = JsonText.compact(map.claim(columns, record));
            return new Row(reader.line(), bytes.offset(), json, text, null);
        } catch (IOException e) {
            return new Row(reader.line(), bytes.offset(), null, text, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
