#include "CEpoll.h"

#include <stdlib.h>
#include <string.h>

// Blocks are kept by size, in steps of 64 bytes. In front of each stands its step, in 16 bytes, so
// that what follows is aligned as malloc aligns.
enum { HEADER = 16, STEP = 64, STEPS = 33, MOST_KEPT = 256 * 1024 };

typedef struct kept {
  struct kept *next;
} kept;

static _Thread_local kept *lists[STEPS];
static _Thread_local size_t kept_bytes;

// A sanitizer has to see every block as its own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LINTAS_KEEPS_NOTHING 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LINTAS_KEEPS_NOTHING 1
#endif
#endif

void *lintas_pool_malloc(size_t size, void *user_data) {
  (void)user_data;
  if (size > SIZE_MAX - HEADER - STEP) return NULL;
  size_t steps = (size + HEADER + STEP - 1) / STEP;
  char *start;
  if (steps < STEPS && lists[steps] != NULL) {
    kept *first = lists[steps];
    lists[steps] = first->next;
    kept_bytes -= steps * STEP;
    start = (char *)first;
  } else {
    start = malloc(steps * STEP);
    if (start == NULL) return NULL;
  }
  *(size_t *)start = steps;
  return start + HEADER;
}

void lintas_pool_free(void *block, void *user_data) {
  (void)user_data;
  if (block == NULL) return;
  char *start = (char *)block - HEADER;
#ifndef LINTAS_KEEPS_NOTHING
  size_t steps = *(size_t *)start;
  if (steps < STEPS && kept_bytes + steps * STEP <= MOST_KEPT) {
    ((kept *)start)->next = lists[steps];
    lists[steps] = (kept *)start;
    kept_bytes += steps * STEP;
    return;
  }
#endif
  free(start);
}

void *lintas_pool_calloc(size_t count, size_t size, void *user_data) {
  if (size != 0 && count > SIZE_MAX / size) return NULL;
  void *block = lintas_pool_malloc(count * size, user_data);
  if (block != NULL) memset(block, 0, count * size);
  return block;
}

void *lintas_pool_realloc(void *block, size_t size, void *user_data) {
  if (block == NULL) return lintas_pool_malloc(size, user_data);
  size_t room = *(size_t *)((char *)block - HEADER) * STEP - HEADER;
  if (size <= room && size > room / 2) return block;
  void *moved = lintas_pool_malloc(size, user_data);
  if (moved == NULL) return NULL;
  memcpy(moved, block, size < room ? size : room);
  lintas_pool_free(block, user_data);
  return moved;
}

void lintas_pool_drain(void) {
  for (size_t steps = 0; steps < STEPS; steps++) {
    while (lists[steps] != NULL) {
      kept *first = lists[steps];
      lists[steps] = first->next;
      free(first);
    }
  }
  kept_bytes = 0;
}

size_t lintas_pool_kept(void) { return kept_bytes; }
