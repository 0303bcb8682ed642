// OpenSSL 3.0 as Swift sees it: the library's headers, and what they express only as macros
// (Swift imports neither function-like macros nor constants with casts in them).
//
// SSL_* is called in Transport only, EVP_* in Crypto only.
#pragma once

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// Allows TLS 1.2 and 1.3 and nothing else. Returns 1, or 0 when the library refuses.
static inline int lintas_ssl_ctx_modern_versions(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1;
}

/// No compression, no renegotiation, no session tickets, no session cache, and the server's
/// order of ciphers; write in parts, from any address, and give buffers back between records.
static inline void lintas_ssl_ctx_defaults(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_NO_ENCRYPT_THEN_MAC);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
}

/// The server name that a client sends in its hello (RFC 6066 section 3).
static inline int lintas_ssl_set_server_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

/// Whether the first error waiting on this thread says that the peer closed the socket without a
/// close_notify alert, which peers do and which HTTP/2's own framing makes harmless.
static inline int lintas_error_is_unexpected_eof(void) {
  unsigned long error = ERR_peek_error();
  return ERR_GET_LIB(error) == ERR_LIB_SSL &&
         ERR_GET_REASON(error) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
}

/// Length and item access for the stacks that certificate code walks; the typed ones are macros.
static inline int lintas_general_names_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}
static inline GENERAL_NAME *lintas_general_names_get(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index);
}
static inline void lintas_general_names_free(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }
