// libnghttp2 1.52 as Swift sees it. Flags and frame types are enumerations there and bytes on the
// wire; the constants below have the type in which frames carry them.
#pragma once

#include <nghttp2/nghttp2.h>


static const uint8_t LINTAS_FRAME_DATA = NGHTTP2_DATA;
static const uint8_t LINTAS_FRAME_HEADERS = NGHTTP2_HEADERS;
static const uint8_t LINTAS_FRAME_PRIORITY = NGHTTP2_PRIORITY;
static const uint8_t LINTAS_FRAME_RST_STREAM = NGHTTP2_RST_STREAM;
static const uint8_t LINTAS_FRAME_SETTINGS = NGHTTP2_SETTINGS;
static const uint8_t LINTAS_FRAME_PUSH_PROMISE = NGHTTP2_PUSH_PROMISE;
static const uint8_t LINTAS_FRAME_PING = NGHTTP2_PING;
static const uint8_t LINTAS_FRAME_GOAWAY = NGHTTP2_GOAWAY;
static const uint8_t LINTAS_FRAME_WINDOW_UPDATE = NGHTTP2_WINDOW_UPDATE;
static const uint8_t LINTAS_FRAME_CONTINUATION = NGHTTP2_CONTINUATION;

static const uint8_t LINTAS_FLAG_END_STREAM = NGHTTP2_FLAG_END_STREAM;
static const uint8_t LINTAS_FLAG_END_HEADERS = NGHTTP2_FLAG_END_HEADERS;
static const uint8_t LINTAS_FLAG_ACK = NGHTTP2_FLAG_ACK;

/// Flags of a name and value: NO_COPY for storage that outlives the session.
static const uint8_t LINTAS_NV_NO_COPY =
    NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE;
static const uint8_t LINTAS_NV_NO_COPY_NAME = NGHTTP2_NV_FLAG_NO_COPY_NAME;
/// The value must never enter the compression table (tokens and the like, RFC 7541 section 7.1.3).
static const uint8_t LINTAS_NV_NO_INDEX = NGHTTP2_NV_FLAG_NO_INDEX;

/// What a data source answers when its bytes are all framed but trailers follow.
static const uint32_t LINTAS_DATA_END_BEFORE_TRAILERS =
    NGHTTP2_DATA_FLAG_EOF | NGHTTP2_DATA_FLAG_NO_END_STREAM;
static const uint32_t LINTAS_DATA_END = NGHTTP2_DATA_FLAG_EOF;
