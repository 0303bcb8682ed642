// What a program may tell the thread sanitizer. The symbol is weak: it is there only in a build
// under the sanitizer, and everywhere else these functions do nothing.
#pragma once

extern void __tsan_acquire(void *_Nonnull address) __attribute__((weak));

/// Whether this is a build under the thread sanitizer.
static inline int lintas_tsan_is_on(void) { return __tsan_acquire != 0; }

/// Says that what was done before the last release of `address` happened before what follows.
static inline void lintas_tsan_acquire(void *_Nonnull address) {
  if (__tsan_acquire) __tsan_acquire(address);
}
