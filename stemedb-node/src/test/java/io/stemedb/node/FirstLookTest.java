package io.stemedb.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstLookTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"members\":[{\"id\":\"node1\",\"status\":\"UP\"},{\"id\":\"node2\"}]} | node1 UP, node2",
                "{\"members\":[]} | {\"members\":[]}",
                "[1] | [1]"
            })
    void members_are_told_in_a_line_and_what_is_no_list_of_them_as_it_is(String answer, String words)
            throws JsonProcessingException {
        assertThat(FirstLook.inWords(new ObjectMapper().readTree(answer))).isEqualTo(words);
    }
}
