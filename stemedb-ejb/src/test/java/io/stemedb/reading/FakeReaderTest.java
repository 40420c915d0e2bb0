package io.stemedb.reading;

import io.stemedb.assertion.Recorded;
import java.util.List;

class FakeReaderTest implements AssertionReaderContract {
    @Override
    public AssertionReader holding(List<Recorded> records) {
        FakeReader reader = new FakeReader();
        records.forEach(reader::add);
        return reader;
    }
}
