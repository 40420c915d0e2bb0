package io.stemedb.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A small disk that only this test and the nodes it starts see: it is mounted in a namespace of its own, which a shell
 * holds that ends with this process. So whatever becomes of the test, nothing stays mounted. Root is not needed for a
 * tmpfs where the kernel lets users have namespaces.
 */
final class OwnDisk implements AutoCloseable {
    private final Process holder;
    private final Path at;
    private final boolean asUser;

    private OwnDisk(Process holder, Path at, boolean asUser) {
        this.holder = holder;
        this.at = at;
        this.asUser = asUser;
    }

    /** A disk in memory that holds so many MiB; skips the test, saying so, where none can be had. */
    static OwnDisk tmpfs(Path at, int mebibytes) throws IOException {
        return mounted(at, "mount -t tmpfs -o size=" + mebibytes + "m own-disk " + at);
    }

    /**
     * An ext4 in a sparse file of so many MiB that lies on a disk of fewer. Once that is full, what goes to a block
     * that has no place below fails when it is forced. Needs root and loop devices.
     */
    static OwnDisk ext4OverSmallDisk(Path at, int mebibytes, int belowMebibytes) throws IOException {
        Path below = Files.createDirectories(below(at));
        return mounted(
                at,
                "mount -t tmpfs -o size=" + belowMebibytes + "m own-disk " + below + " && truncate -s " + mebibytes
                        + "M "
                        + below + "/image && mkfs.ext4 -q -O ^has_journal -E lazy_itable_init=0 " + below + "/image && "
                        + mountImage(at));
    }

    /**
     * Bytes a second that those who have entered may write from now on, and the processes they start. Needs root and
     * blkio.
     */
    static final class Throttle implements AutoCloseable {
        private final Path group;

        private Throttle(Path group) {
            this.group = group;
        }

        /** Holds a process to it. */
        void hold(long pid) throws IOException {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        }

        /** Once no process is left in it. */
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(group);
        }
    }

    /** How fast the device may be written; skips the test, saying so, where the kernel does not let us. */
    Throttle throttle(long bytesASecond) throws IOException, InterruptedException {
        String device =
                run("lsblk -dno MAJ:MIN $(findmnt -no SOURCE " + at + ")").strip();
        Path group = Path.of("/sys/fs/cgroup/blkio/stemedb-test-" + holder.pid());
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve("blkio.throttle.write_bps_device"), device + " " + bytesASecond);
        } catch (IOException notOurs) {
            assumeTrue(false, "NOT TESTED: this machine makes no disk slow for a test: " + notOurs);
        }
        return new Throttle(group);
    }

    private static Path below(Path at) {
        return at.resolveSibling("below");
    }

    /**
     * In requests of a page each: of one that is longer and fits in part, the loop driver says that all of it was
     * written.
     */
    private static String mountImage(Path at) {
        return "mount -o loop " + below(at) + "/image " + at + " && device=$(findmnt -no SOURCE " + at
                + ") && echo 4 > /sys/block/${device#/dev/}/queue/max_sectors_kb";
    }

    /**
     * Blocks that hold nothing but zeros, such as those of a fresh journal segment, lose their place below, which is
     * filled up.
     */
    Path takeRoomBelow() throws IOException, InterruptedException {
        run("sync -f " + at + " && fallocate --dig-holes " + below(at) + "/image");
        return fill(below(at), "ballast");
    }

    /** Nothing is left of what stood in the cache only. */
    void remount() throws IOException, InterruptedException {
        run("umount " + at + "; " + mountImage(at));
    }

    /** Those who have entered find a folder of it read-only from now on, but for files that they hold open. */
    void turnReadOnly(Path folder) throws IOException, InterruptedException {
        run("mount --bind " + folder + " " + folder + " && mount -o remount,ro,bind " + folder);
    }

    /** Once nobody holds it. */
    void turnWritable(Path folder) throws IOException, InterruptedException {
        run("umount " + folder);
    }

    private String run(String commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(enter());
        command.addAll(List.of("sh", "-c", commands));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(commands + ": " + said);
        }
        return said;
    }

    private static OwnDisk mounted(Path at, String mount) throws IOException {
        Files.createDirectories(at);
        boolean asUser = !System.getProperty("user.name").equals("root");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (asUser) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("sh", "-c", mount + " && echo mounted && cat"));
        Process holder;
        String answer;
        try {
            holder = new ProcessBuilder(command).redirectErrorStream(true).start();
            answer = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException noSuchCommand) {
            assumeTrue(false, "NOT TESTED: this machine mounts no disk for a test: " + noSuchCommand);
            throw noSuchCommand;
        }
        assumeTrue("mounted".equals(answer), "NOT TESTED: this machine mounts no disk for a test: " + answer);
        return new OwnDisk(holder, at, asUser);
    }

    /** What a command must begin with to see the disk. */
    List<String> enter() {
        List<String> prefix = new ArrayList<>(List.of("nsenter", "--target", Long.toString(holder.pid()), "--mount"));
        if (asUser) {
            prefix.addAll(List.of("--user", "--preserve-credentials"));
        }
        return prefix;
    }

    /** Where those who have entered find the disk. */
    Path inside() {
        return at;
    }

    /** The same place for this process. */
    Path seen(Path inside) {
        return Path.of("/proc/" + holder.pid() + "/root" + inside.toAbsolutePath());
    }

    /** Takes all the room that is left below a folder of the disk; deleting the file gives it back. */
    Path fill(Path inside, String name) throws IOException {
        Path ballast = seen(inside.resolve(name));
        for (int size = 1 << 16; size >= 1; size >>= 4) {
            byte[] zeros = new byte[size];
            try (OutputStream out =
                    Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                // As meant; what is smaller may still fit.
            }
        }
        return ballast;
    }

    @Override
    public void close() throws InterruptedException {
        holder.destroy();
        holder.waitFor();
    }
}
