package io.stemedb.web.api;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that is shipped. */
final class War {
    private War() {}

    static WebArchive shipped() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("stemedb.war")));
    }
}
