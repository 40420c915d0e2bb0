/**
 * Calls between nodes over gRPC: the only room that knows that library. {@code wire} below it is generated from
 * {@code stemedb.proto}.
 *
 * <p>Refusals travel as a status with the refusal beside it, so that a client gets the same words from every node. Each
 * call carries the cluster's name and a proof of its secret.
 *
 * <p>May use: {@code java.*}, {@code javax.crypto}, gRPC, protobuf, the futures of Guava, {@code
 * io.stemedb.assertion}, {@code io.stemedb.record},
 * {@code io.stemedb.progress}, {@code io.stemedb.reading}, {@code io.stemedb.intake}, {@code io.stemedb.refusal},
 * {@code io.stemedb.cluster.agreement}, {@code io.stemedb.cluster.peer}.
 */
package io.stemedb.cluster.grpc;
