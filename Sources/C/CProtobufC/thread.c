#include <pthread.h>

#include "CProtobufC.h"

static __thread void *value;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void (*end_of_value)(void *);

static void end(void *ended) {
  // Who lets go of memory from here on begins anew, and the thread's end comes back to it.
  value = NULL;
  __atomic_load_n(&end_of_value, __ATOMIC_RELAXED)(ended);
}

static void make_key(void) {
  // Without a key the values of threads are not ended: they leak, and nothing worse.
  if (pthread_key_create(&key, end) != 0) key = (pthread_key_t)-1;
}

void *lintas_thread_value(void) { return value; }

void lintas_set_thread_value(void *new_value, void (*new_end)(void *)) {
  // All threads write the same.
  __atomic_store_n(&end_of_value, new_end, __ATOMIC_RELAXED);
  pthread_once(&once, make_key);
  value = new_value;
  pthread_setspecific(key, new_value);
}
