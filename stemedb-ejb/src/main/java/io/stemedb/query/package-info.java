/**
 * How questions are answered: read strictly, looked up slot by slot, resolved by a lens, and paged by a cursor that
 * neither skips nor repeats anything while others write.
 *
 * <p>Time comes in through the constructor.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.lens},
 * {@code io.stemedb.source}, {@code io.stemedb.refusal}, {@code io.stemedb.reading}, {@code io.stemedb.progress}, and
 * Caffeine in {@link io.stemedb.query.SlotPlaces}.
 */
package io.stemedb.query;
