package io.stemedb.console.page;

import jakarta.faces.application.ResourceHandler;
import jakarta.faces.application.ResourceHandlerWrapper;
import jakarta.faces.application.ViewResource;
import jakarta.faces.context.FacesContext;
import java.net.URL;

/**
 * Finds the files of pages in {@code META-INF/console/}. In {@code META-INF/resources/}, where pages usually are,
 * everybody could read their source.
 */
public class Pages extends ResourceHandlerWrapper {
    private static final String FOLDER = "META-INF/console";

    public Pages(ResourceHandler wrapped) {
        super(wrapped);
    }

    @Override
    public ViewResource createViewResource(FacesContext context, String name) {
        URL page = Pages.class.getClassLoader().getResource(FOLDER + name);
        return page == null ? null : new Found(page);
    }

    private static final class Found extends ViewResource {
        private final URL page;

        Found(URL page) {
            this.page = page;
        }

        @Override
        public URL getURL() {
            return page;
        }
    }
}
