/* Preloaded into the service by the power cut experiment (F03) and by the full disk (F23): writes down, in their order,
 * every write and every sync below RECORDED_UNDER and everything that leaves through a socket; and lets writes there
 * fail with "no space left" while the file FULL_WHILE exists.
 *
 * A record: u8 what, u64 number of the file (inode), u64 offset or length, u32 octets of the text that follows, the text.
 * One lock around doing and writing down makes the order the true one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, CREATE = 4, RENAME = 5, UNLINK = 6, SYNC_FOLDER = 7, SENT = 8, MARK = 9 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char under[PATH_MAX], full[PATH_MAX];
static size_t under_length;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void begun(void) __attribute__((constructor));
static void begun(void) {
    const char *folder = getenv("RECORDED_UNDER"), *log = getenv("RECORDED_INTO"), *while_there = getenv("FULL_WHILE");
    if (folder) {
        snprintf(under, sizeof under, "%s/", folder);
        under_length = strlen(under);
    }
    if (while_there) snprintf(full, sizeof full, "%s", while_there);
    if (log) {
        int fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 900); /* out of the way of those who close what they do not know */
        REAL(close)(fd);
    }
}

static int is_ours(const char *path) { return under_length && strncmp(path, under, under_length) == 0; }

static const char *path_of(int fd, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, into, PATH_MAX - 1);
    into[length < 0 ? 0 : length] = 0;
    return into;
}

static uint64_t inode_of(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

static uint64_t inode_at(const char *path) {
    struct stat found;
    return lstat(path, &found) == 0 ? found.st_ino : 0;
}

static void note(uint8_t what, uint64_t file, uint64_t at, const void *text, uint32_t octets) {
    if (log_fd < 0) return;
    char head[21];
    memcpy(head, &what, 1);
    memcpy(head + 1, &file, 8);
    memcpy(head + 9, &at, 8);
    memcpy(head + 17, &octets, 4);
    struct iovec both[2] = {{head, sizeof head}, {(void *)text, octets}};
    if (REAL(writev)(log_fd, both, 2) < 0) abort();
}

static const char *whole(const char *path, char *into) {
    if (path[0] == '/') return path;
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return path;
    if (snprintf(into, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) abort();
    return into;
}

static int is_file_of_ours(int fd) {
    char path[PATH_MAX];
    return under_length && fd >= 0 && is_ours(path_of(fd, path));
}

static int no_room(void) {
    if (!full[0] || access(full, F_OK) != 0) return 0;
    errno = ENOSPC;
    return 1;
}

/* files */

static int opened(int (*real)(int, const char *, int, mode_t), int at, const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *name = whole(path, buffer);
    if (!is_ours(name) || !(flags & O_CREAT)) return real(at, path, flags, mode);
    pthread_mutex_lock(&lock);
    int is_new = access(name, F_OK) != 0;
    int fd = -1;
    if (!(is_new && no_room())) fd = real(at, path, flags, mode);
    int fault = errno;
    if (fd >= 0 && is_new) note(CREATE, inode_of(fd), 0, name, strlen(name));
    if (fd >= 0 && !is_new && (flags & O_TRUNC)) note(TRUNCATE, inode_of(fd), 0, "", 0);
    pthread_mutex_unlock(&lock);
    errno = fault;
    return fd;
}

static int by_open(int at, const char *path, int flags, mode_t mode) { (void)at; return REAL(open)(path, flags, mode); }
static int by_openat(int at, const char *path, int flags, mode_t mode) { return REAL(openat)(at, path, flags, mode); }

#define MODE mode_t mode = 0; if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(by_open, AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(by_open, AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(by_openat, at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(by_openat, at, path, flags, mode); }

static ssize_t written(int fd, const void *text, size_t octets, off_t at, int here) {
    if (!is_file_of_ours(fd)) return here ? REAL(write)(fd, text, octets) : REAL(pwrite)(fd, text, octets, at);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (!no_room()) {
        if (here) at = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
        done = here ? REAL(write)(fd, text, octets) : REAL(pwrite)(fd, text, octets, at);
    }
    int fault = errno;
    if (done > 0) note(WRITE, inode_of(fd), at, text, done);
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}

static void sent(int fd, const void *text, size_t octets) {
    struct stat found;
    if (log_fd < 0 || fstat(fd, &found) != 0 || !S_ISSOCK(found.st_mode)) return;
    pthread_mutex_lock(&lock);
    note(SENT, found.st_ino, 0, text, octets);
    pthread_mutex_unlock(&lock);
}

ssize_t write(int fd, const void *text, size_t octets) {
    sent(fd, text, octets);
    return written(fd, text, octets, 0, 1);
}
ssize_t pwrite(int fd, const void *text, size_t octets, off_t at) { return written(fd, text, octets, at, 0); }
ssize_t pwrite64(int fd, const void *text, size_t octets, off_t at) { return written(fd, text, octets, at, 0); }

static int shortened(int fd, off_t length) {
    if (!is_file_of_ours(fd)) return REAL(ftruncate)(fd, length);
    pthread_mutex_lock(&lock);
    int done = REAL(ftruncate)(fd, length);
    int fault = errno;
    if (done == 0) note(TRUNCATE, inode_of(fd), length, "", 0);
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}
int ftruncate(int fd, off_t length) { return shortened(fd, length); }
int ftruncate64(int fd, off_t length) { return shortened(fd, length); }

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    if (!under_length) return real(fd);
    path_of(fd, path);
    size_t length = strlen(path);
    int is_root = length + 1 == under_length && strncmp(path, under, length) == 0;
    if (!is_root && !is_ours(path)) return real(fd);
    pthread_mutex_lock(&lock);
    int done = real(fd);
    int fault = errno;
    struct stat found;
    if (done == 0 && fstat(fd, &found) == 0) {
        if (S_ISDIR(found.st_mode)) note(SYNC_FOLDER, found.st_ino, 0, path, length);
        else note(SYNC, found.st_ino, 0, "", 0);
    }
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int rename(const char *from, const char *to) {
    char one[PATH_MAX], two[PATH_MAX], both[2 * PATH_MAX];
    const char *old = whole(from, one), *new = whole(to, two);
    if (!is_ours(old) || !is_ours(new)) return REAL(rename)(from, to);
    pthread_mutex_lock(&lock);
    int done = REAL(rename)(from, to);
    int fault = errno;
    int length = snprintf(both, sizeof both, "%s%c%s", old, 1, new);
    if (done == 0) note(RENAME, inode_at(new), 0, both, length);
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}

int unlink(const char *path) {
    char one[PATH_MAX];
    const char *name = whole(path, one);
    if (!is_ours(name)) return REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    uint64_t file = inode_at(name);
    int done = REAL(unlink)(path);
    int fault = errno;
    if (done == 0) note(UNLINK, file, 0, name, strlen(name));
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}

int mkdir(const char *path, mode_t mode) {
    char one[PATH_MAX];
    const char *name = whole(path, one);
    if (!is_ours(name)) return REAL(mkdir)(path, mode);
    pthread_mutex_lock(&lock);
    int done = no_room() ? -1 : REAL(mkdir)(path, mode);
    int fault = errno;
    if (done == 0) note(CREATE, 0, 0, name, strlen(name));
    pthread_mutex_unlock(&lock);
    errno = fault;
    return done;
}

static int measured(int done, struct statvfs *found) {
    if (done == 0 && no_room()) found->f_bavail = found->f_bfree = 0;
    return done;
}
int statvfs(const char *path, struct statvfs *found) { return measured(REAL(statvfs)(path, found), found); }
int statvfs64(const char *path, struct statvfs64 *found) {
    int done = REAL(statvfs64)(path, found);
    if (done == 0 && no_room()) found->f_bavail = found->f_bfree = 0;
    return done;
}

/* what the world sees */

ssize_t send(int fd, const void *text, size_t octets, int flags) {
    sent(fd, text, octets);
    return REAL(send)(fd, text, octets, flags);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    for (size_t each = 0; each < message->msg_iovlen; each++)
        sent(fd, message->msg_iov[each].iov_base, message->msg_iov[each].iov_len);
    return REAL(sendmsg)(fd, message, flags);
}

/* called by the wrapper of the tests when a commit has returned */
void recorded_mark(const char *text, uint32_t octets) {
    pthread_mutex_lock(&lock);
    note(MARK, 0, 0, text, octets);
    pthread_mutex_unlock(&lock);
}
