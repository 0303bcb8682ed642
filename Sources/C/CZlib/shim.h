// zlib 1.2 as Swift sees it: its initialisers are macros there. Both take the gzip format of
// RFC 1952 (window bits 15, plus 16) and no other.
#pragma once

#include <zlib.h>

static inline int lintas_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

static inline int lintas_deflate_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
