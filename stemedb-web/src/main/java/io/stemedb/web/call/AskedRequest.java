package io.stemedb.web.call;

import io.stemedb.web.problem.Problem;
import io.stemedb.web.request.Accept;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;

/**
 * A request that asks for one media type, whichever its client likes best of those that there are. JAX-RS and the
 * server would choose by themselves, but take a quality of 0 for a yes.
 */
final class AskedRequest extends HttpServletRequestWrapper {
    private static final String ACCEPT = "Accept";

    /** What nobody answers in: then the call is refused where it would be anyway, behind a wrong method. */
    private static final String NOTHING = "application/x-none";

    private final String mediaType;

    private AskedRequest(HttpServletRequest request, String mediaType) {
        super(request);
        this.mediaType = mediaType;
    }

    /**
     * The request itself, if nothing has to be chosen.
     *
     * @param types that the call answers in; none if it chooses by itself
     */
    static HttpServletRequest of(HttpServletRequest request, String... types) {
        if (types.length == 0) {
            return request;
        }
        String header = Accept.header(request);
        if (header == null || header.equals(types[0])) {
            return request;
        }
        request.setAttribute(Problem.TAKE_INSTEAD, Accept.hint(types));
        String chosen = Accept.choose(header, types);
        return new AskedRequest(request, chosen == null ? NOTHING : chosen);
    }

    /** Whether the client takes none of what there is. */
    static boolean takesNothing(HttpServletRequest request) {
        return request instanceof AskedRequest asked && asked.mediaType.equals(NOTHING);
    }

    @Override
    public String getHeader(String name) {
        return name.equalsIgnoreCase(ACCEPT) ? mediaType : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return name.equalsIgnoreCase(ACCEPT)
                ? Collections.enumeration(Collections.singleton(mediaType))
                : super.getHeaders(name);
    }
}
