/**
 * How questions are answered: a query is read strictly, its slots are looked up and seen through a lens, and what does not
 * fit on a page is reached by a cursor that neither skips nor repeats anything while others write.
 *
 * <p>May use: {@code java.*}, {@code io.stemedb.assertion}, {@code io.stemedb.json}, {@code io.stemedb.lens}, {@code
 * io.stemedb.source}, {@code io.stemedb.refusal}, {@code io.stemedb.reading}, {@code io.stemedb.progress},
 * and Caffeine in {@link
 * io.stemedb.query.SlotPlaces}. Time comes in through the constructor.
 */
package io.stemedb.query;
