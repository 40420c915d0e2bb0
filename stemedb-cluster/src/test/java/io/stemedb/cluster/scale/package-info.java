/** What a cluster comes to that is larger than a test could start: the deciding code over situations made by hand. */
package io.stemedb.cluster.scale;
