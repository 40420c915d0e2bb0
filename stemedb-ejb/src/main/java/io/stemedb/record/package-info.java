/**
 * How a record is stored: the bytes of its key, of the rest of it, and of a note about an idempotency key.
 *
 * <p>Table, runs, journal, backup and repair all keep these bytes, so the format belongs to none of them. It stands on
 * disk for ever; {@code docs/storage-format.md} describes it. It reads and writes arrays, and touches no file.
 *
 * <p>May use: plain {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}. It is pure: the same record
 * gives the same bytes on every node.
 */
package io.stemedb.record;
