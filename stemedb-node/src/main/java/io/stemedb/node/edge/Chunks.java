package io.stemedb.node.edge;

/**
 * Reads the framing of one chunked body, byte by byte (RFC 9112, section 7.1). Extensions of a chunk and fields behind
 * the last one are passed over, within bounds. A line that ends in LF alone is refused: two readers could see two
 * bodies in it.
 */
final class Chunks {
    /** Of the extensions of one chunk; a signature of each chunk takes about a hundred. */
    static final int MOST_EXTENSION_BYTES = 1024;

    /** Of all extensions together, beyond as many bytes as the body itself has. */
    static final int MOST_SPARE_BYTES = 64 * 1024;

    /** Of what follows the last chunk. */
    static final int MOST_TRAILER_BYTES = 8 * 1024;

    private static final int MOST_DIGITS = 15;

    /** What the next byte belongs to. */
    private enum At {
        SIZE,
        PADDING,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_END,
        DATA_LAST,
        TRAILER_START,
        TRAILER,
        TRAILER_END,
        LAST_END,
        DONE
    }

    private At at = At.SIZE;
    private int digits;
    private long size;
    private int extension;
    private int trailer;
    private long spare = MOST_SPARE_BYTES;

    /** Whether data of a chunk comes next. */
    boolean inData() {
        return at == At.DATA;
    }

    /** Whether the body has ended. */
    boolean done() {
        return at == At.DONE;
    }

    /** How many bytes of the chunk have not come. */
    long remaining() {
        return size;
    }

    /** So many bytes of the chunk have been read. */
    void passed(int bytes) {
        size -= bytes;
        spare += bytes;
        if (size == 0) {
            at = At.DATA_END;
        }
    }

    /**
     * Takes a byte that is no data.
     *
     * @throws Refused if it cannot stand there
     */
    void take(byte b) {
        at = switch (at) {
            case SIZE -> size(b);
            case PADDING -> behindSize(b);
            case EXTENSION -> extension(b);
            case SIZE_END -> sizeEnded(b);
            case DATA_END -> expect(b, '\r', At.DATA_LAST);
            case DATA_LAST -> expect(b, '\n', nextSize());
            case TRAILER_START -> b == '\r' ? At.LAST_END : trailer(b);
            case TRAILER -> b == '\r' ? At.TRAILER_END : trailer(b);
            case TRAILER_END -> expect(b, '\n', At.TRAILER_START);
            case LAST_END -> expect(b, '\n', At.DONE);
            case DATA, DONE -> throw new IllegalStateException("no framing is due");
        };
    }

    private At size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0 && digits > 0) {
            return behindSize(b);
        }
        if (digit < 0 || ++digits > MOST_DIGITS) {
            throw broken("the size of a chunk is not 1 to " + MOST_DIGITS + " hexadecimal digits");
        }
        size = size << 4 | digit;
        return At.SIZE;
    }

    private At behindSize(byte b) {
        return switch (b) {
            case '\r' -> At.SIZE_END;
            case ' ', '\t' -> counted(At.PADDING);
            case ';' -> counted(At.EXTENSION);
            default -> throw broken("behind the size of a chunk stands neither an extension (;) nor CR LF");
        };
    }

    private At extension(byte b) {
        if (b == '\r') {
            return At.SIZE_END;
        }
        if (b < ' ' && b >= 0 && b != '\t' || b == 0x7f) {
            throw broken("the extension of a chunk holds a control character");
        }
        return counted(At.EXTENSION);
    }

    private At counted(At next) {
        if (++extension > MOST_EXTENSION_BYTES || --spare < 0) {
            throw broken("the extensions of the chunks are longer than " + MOST_EXTENSION_BYTES
                    + " bytes for a chunk, or longer in all than the body by " + MOST_SPARE_BYTES + " bytes");
        }
        return next;
    }

    private At sizeEnded(byte b) {
        return expect(b, '\n', size == 0 ? At.TRAILER_START : At.DATA);
    }

    private At nextSize() {
        digits = 0;
        extension = 0;
        return At.SIZE;
    }

    private At trailer(byte b) {
        if (b == '\n') {
            throw broken("a line behind the last chunk ends in LF alone; send CR LF");
        }
        if (++trailer > MOST_TRAILER_BYTES) {
            throw broken("what follows the last chunk is longer than " + MOST_TRAILER_BYTES + " bytes");
        }
        return At.TRAILER;
    }

    private static At expect(byte b, char due, At next) {
        if (b != due) {
            throw broken("a chunk or its size does not end in CR LF");
        }
        return next;
    }

    private static Refused broken(String detail) {
        return new Refused(EdgeProblem.malformed(null, "the chunks of the body cannot be told apart: " + detail));
    }
}
