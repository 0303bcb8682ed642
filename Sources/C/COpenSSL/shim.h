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
#include <string.h>

/// Allows TLS 1.2 and 1.3 and nothing else. Returns 1, or 0 when the library refuses.
static inline int lintas_ssl_ctx_modern_versions(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1;
}

/// No compression, no renegotiation, no session tickets and no session cache: there is no ticket
/// key that could be stolen or would have to be rotated, and every connection checks certificates
/// anew, for about 100 microseconds of elliptic curves. Writes happen in parts and from any
/// address, a read takes what the socket has, and buffers are given back between records.
static inline void lintas_ssl_ctx_defaults(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
}

/// Uses a certificate chain (leaf first) and a key, both PEM text. Returns 1, or 0 with the reason
/// in the thread's error queue.
static inline int lintas_ssl_ctx_use_pem(SSL_CTX *context, const void *chain, int chain_length,
                                         const void *key, int key_length) {
  BIO *chain_bio = BIO_new_mem_buf(chain, chain_length);
  BIO *key_bio = BIO_new_mem_buf(key, key_length);
  X509 *leaf = chain_bio ? PEM_read_bio_X509(chain_bio, NULL, NULL, NULL) : NULL;
  EVP_PKEY *private_key = key_bio ? PEM_read_bio_PrivateKey(key_bio, NULL, NULL, NULL) : NULL;
  int good = leaf && private_key && SSL_CTX_use_certificate(context, leaf) == 1 &&
             SSL_CTX_use_PrivateKey(context, private_key) == 1;
  while (good) {
    X509 *issuer = PEM_read_bio_X509(chain_bio, NULL, NULL, NULL);
    if (!issuer) {
      ERR_clear_error(); // the end of the text is reported as an error
      break;
    }
    good = SSL_CTX_add1_chain_cert(context, issuer) == 1;
    X509_free(issuer);
  }
  EVP_PKEY_free(private_key);
  X509_free(leaf);
  BIO_free(key_bio);
  BIO_free(chain_bio);
  return good;
}

/// Trusts the certificates in PEM text as authorities, and names them to clients that are asked for
/// a certificate. Returns how many were taken.
static inline int lintas_ssl_ctx_trust_pem(SSL_CTX *context, const void *text, int length) {
  BIO *bio = BIO_new_mem_buf(text, length);
  int taken = 0;
  while (bio) {
    X509 *authority = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    if (!authority) break;
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority) == 1 &&
        SSL_CTX_add_client_CA(context, authority) == 1)
      taken++;
    X509_free(authority);
  }
  ERR_clear_error();
  BIO_free(bio);
  return taken;
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

/// The peer's verified leaf certificate as DER in `*der`, to be freed with lintas_free. Returns its
/// length, or 0 when the peer sent none or it was not verified.
static inline int lintas_ssl_peer_certificate(SSL *ssl, unsigned char **der) {
  *der = NULL;
  X509 *certificate = SSL_get0_peer_certificate(ssl);
  if (!certificate || SSL_get_verify_result(ssl) != X509_V_OK) return 0;
  int length = i2d_X509(certificate, der);
  return length > 0 ? length : 0;
}

/// The certificate of this end as DER in `*der`, to be freed with lintas_free. Returns its length,
/// or 0 when there is none.
static inline int lintas_ssl_own_certificate(SSL *ssl, unsigned char **der) {
  *der = NULL;
  X509 *certificate = SSL_get_certificate(ssl);
  int length = certificate ? i2d_X509(certificate, der) : 0;
  return length > 0 ? length : 0;
}

/// Frees what OpenSSL allocated.
static inline void lintas_free(void *memory) { OPENSSL_free(memory); }

/// Copies the URI in the subject alternative name of the peer's verified leaf certificate, if it
/// names exactly one URI that fits and holds no NUL. Returns its length, or 0.
static inline int lintas_ssl_peer_uri(SSL *ssl, char *uri, int capacity) {
  X509 *certificate = SSL_get0_peer_certificate(ssl);
  if (!certificate || SSL_get_verify_result(ssl) != X509_V_OK) return 0;
  GENERAL_NAMES *names =
      (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
  int found = 0, length = 0;
  for (int index = 0; index < sk_GENERAL_NAME_num(names); index++) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    if (name->type != GEN_URI) continue;
    found++;
    const ASN1_IA5STRING *text = name->d.uniformResourceIdentifier;
    int size = ASN1_STRING_length(text);
    const unsigned char *bytes = ASN1_STRING_get0_data(text);
    if (size <= 0 || size > capacity || memchr(bytes, 0, (size_t)size)) continue;
    memcpy(uri, bytes, (size_t)size);
    length = size;
  }
  GENERAL_NAMES_free(names);
  return found == 1 ? length : 0;
}
