#define _GNU_SOURCE
#include "CEpoll.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int lintas_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int lintas_epoll_control(int epoll, int operation, int descriptor, uint32_t events,
                         uint64_t token) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

int lintas_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
  int timeout = -1;
  if (nanoseconds >= 0) {
    // Milliseconds, rounded up so that a timer is due when the wait returns.
    int64_t milliseconds = nanoseconds / 1000000 + (nanoseconds % 1000000 != 0);
    timeout = milliseconds > 3600000 ? 3600000 : (int)milliseconds;
  }
  int count;
  do {
    count = epoll_wait(epoll, events, capacity, timeout);
  } while (count < 0 && errno == EINTR && timeout < 0);
  if (count < 0 && errno == EINTR) return 0;
  return count;
}

int lintas_eventfd_create(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void lintas_eventfd_signal(int descriptor) {
  uint64_t one = 1;
  // The counter can only be full after 2^64 - 2 signals; a failed write has no other cause.
  ssize_t written = write(descriptor, &one, sizeof one);
  (void)written;
}

const int LINTAS_TCP_NODELAY = TCP_NODELAY;
const int LINTAS_TCP_USER_TIMEOUT = TCP_USER_TIMEOUT;

int lintas_accept(int listener, void *address, unsigned int *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int lintas_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

int lintas_set_option(int descriptor, int level, int name, int value) {
  return setsockopt(descriptor, level, name, &value, sizeof value);
}

void lintas_name_thread(const char *name) {
  char kept[16];
  strncpy(kept, name, sizeof kept - 1);
  kept[sizeof kept - 1] = 0;
  pthread_setname_np(pthread_self(), kept);
}

void lintas_ignore_sigpipe(void) {
  struct sigaction ignore;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, NULL);
}

int lintas_errno(void) { return errno; }

void lintas_error_text(int code, char *text, size_t capacity) {
  char scratch[128];
  const char *words = strerror_r(code, scratch, sizeof scratch);
  strncpy(text, words, capacity - 1);
  text[capacity - 1] = 0;
}

_Thread_local void *lintas_thread_owner = NULL;
