// What Linux offers an event loop and Swift's Glibc module does not: epoll, eventfd, accept4 and a
// thread's name. Constants keep their Linux values; every function is a thin wrapper that reports
// failure as -1 with errno, as the call beneath it does.
#pragma once

// No header of sockets is included here: their types would then belong to this module in some
// builds and to Glibc in others.
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

/// Interest and readiness bits of epoll, as `epoll_event.events` holds them.
static const uint32_t LINTAS_EPOLL_IN = EPOLLIN;
static const uint32_t LINTAS_EPOLL_OUT = EPOLLOUT;
static const uint32_t LINTAS_EPOLL_RDHUP = EPOLLRDHUP;
static const uint32_t LINTAS_EPOLL_HUP = EPOLLHUP;
static const uint32_t LINTAS_EPOLL_ERR = EPOLLERR;
static const uint32_t LINTAS_EPOLL_EDGE = (uint32_t)EPOLLET;

/// A new epoll instance, closed on exec.
int lintas_epoll_create(void);

/// Adds, changes or removes (`operation` is EPOLL_CTL_…) the interest in a descriptor. `token`
/// comes back with every event.
int lintas_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token);

/// Waits at most `nanoseconds` (negative: for ever) and starts again when a signal interrupts a
/// wait without end. Returns the number of events, or -1.
int lintas_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds);

/// A non-blocking event counter, closed on exec.
int lintas_eventfd_create(void);

/// Adds one to the counter: a new edge for an edge-triggered epoll, even when nobody reads it.
void lintas_eventfd_signal(int descriptor);

/// Accepts a connection as a non-blocking descriptor that is closed on exec; `address` points to a
/// `struct sockaddr_storage` of `*length` bytes.
int lintas_accept(int listener, void *address, unsigned int *length);

/// A non-blocking stream socket, closed on exec.
int lintas_stream_socket(int family);

/// Sets an integer option; see setsockopt(2).
int lintas_set_option(int descriptor, int level, int name, int value);

/// Options of TCP by name.
extern const int LINTAS_TCP_NODELAY;
extern const int LINTAS_TCP_USER_TIMEOUT;

/// Names the calling thread for debuggers and top(1); at most 15 bytes are kept.
void lintas_name_thread(const char *name);

/// Ignores SIGPIPE for the whole process: a socket BIO of OpenSSL writes without MSG_NOSIGNAL.
void lintas_ignore_sigpipe(void);

/// The errno of this thread.
int lintas_errno(void);

/// Writes the system's words for an errno, ended by a NUL.
void lintas_error_text(int code, char *text, size_t capacity);

/// What belongs to this thread: the event loop that runs on it, or null.
extern _Thread_local void *lintas_thread_owner;
static inline void *lintas_thread_get_owner(void) { return lintas_thread_owner; }
static inline void lintas_thread_set_owner(void *owner) { lintas_thread_owner = owner; }

/// Memory for a library that takes and gives back small blocks all the time: blocks of up to 2 KiB
/// are kept for the next request of their size, at most 256 KiB a thread. From any thread; a block
/// may be given back on another one. The last argument is not used. `lintas_pool_drain` gives what
/// this thread keeps back to the heap: the last thing that a thread does.
void *lintas_pool_malloc(size_t size, void *user_data);
void lintas_pool_free(void *block, void *user_data);
void *lintas_pool_calloc(size_t count, size_t size, void *user_data);
void *lintas_pool_realloc(void *block, size_t size, void *user_data);
void lintas_pool_drain(void);
/// Bytes that this thread keeps.
size_t lintas_pool_kept(void);
