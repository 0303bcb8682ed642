#define _GNU_SOURCE
#include "CMessageBench.h"

#include <malloc.h>
#include <sched.h>
#include <time.h>

#include "CMessages.h"

int bench_begin(void) {
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  int processor = sched_getcpu();
  cpu_set_t one;
  CPU_ZERO(&one);
  if (processor < 0) return -1;
  CPU_SET(processor, &one);
  return sched_setaffinity(0, sizeof one, &one) == 0 ? processor : -1;
}

int64_t bench_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int bench_library_decode(const uint8_t *bytes, size_t count) {
  ProtobufCMessage *message = protobuf_c_message_unpack(
      &lintas__v1__get_application_response__descriptor, NULL, count, bytes);
  if (!message) return 1;
  protobuf_c_message_free_unpacked(message, NULL);
  return 0;
}
