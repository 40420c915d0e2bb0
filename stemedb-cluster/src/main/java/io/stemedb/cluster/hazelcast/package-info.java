/**
 * Membership as Hazelcast sees it: who is there, who has vanished, who is master, and who owns a partition. These are
 * hints. Nothing that must stay true lives in Hazelcast, and no type of it leaves this package.
 *
 * <p>{@link io.stemedb.cluster.hazelcast.Membership} makes an instance, ends it, and makes it again if it dies. It
 * works on one thread, which is handed in, so that no caller waits for Hazelcast.
 *
 * <p>May use: {@code java.*}, {@code javax.crypto} (the secret of a cluster), {@code com.hazelcast}.
 */
package io.stemedb.cluster.hazelcast;
