package io.stemedb.cluster.grpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemedb.cluster.grpc.wire.AppendResultMessage;
import io.stemedb.cluster.grpc.wire.AppendResultsMessage;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void a_result_that_says_nothing_is_no_acknowledgement() {
        AppendResultsMessage message = AppendResultsMessage.newBuilder()
                .addResults(AppendResultMessage.getDefaultInstance())
                .build();

        assertThatThrownBy(() -> Messages.appendResults(message)).isInstanceOf(IllegalArgumentException.class);
    }
}
