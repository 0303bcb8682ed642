// What the benchmark needs from C.
#ifndef LINTAS_CMESSAGEBENCH_H
#define LINTAS_CMESSAGEBENCH_H

#include <stddef.h>
#include <stdint.h>

/// Keeps the calling thread on one processor, and has the heap keep what is freed, so that nobody
/// is charged with fresh pages. Returns the processor's number, or -1.
int bench_begin(void);

/// Processor time of the calling thread, in nanoseconds.
int64_t bench_clock(void);

/// Blocks that the calling thread has taken from the heap so far.
int64_t bench_allocations(void);

/// Bytes in the blocks that the process holds and has not given back.
int64_t bench_heap_bytes(void);

/// Has libprotobuf-c decode an answer to GetApplication with the heap as allocator and free it.
/// Returns 0 if it did.
int bench_library_decode(const uint8_t *_Nonnull bytes, size_t count);

#endif
