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

/// No compression, no renegotiation, no session cache, and no session tickets before
/// lintas_ssl_ctx_issue_tickets or lintas_ssl_ctx_keep_sessions. Writes happen in parts and from
/// any address, a read takes what the socket has, and buffers are given back between records.
static inline void lintas_ssl_ctx_defaults(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
}

/// Whether a session in a ticket may go on. The library takes the peer's certificate over from the
/// full handshake and asks nobody again, so it is checked here: it must still be valid, by the
/// authorities that are trusted now, and must be there if one is required. Only the leaf is in the
/// ticket: one whose intermediate authorities are not installed fails here, and its owner shakes
/// hands in full.
static inline int lintas_ssl_session_is_trusted(SSL *ssl, SSL_SESSION *session) {
  X509 *leaf = SSL_SESSION_get0_peer(session);
  int mode = SSL_get_verify_mode(ssl);
  if (!leaf) return !(mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT);
  if (!(mode & SSL_VERIFY_PEER)) return 0;
  X509_STORE *store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
  X509_STORE_CTX *check = X509_STORE_CTX_new();
  int good = check && X509_STORE_CTX_init(check, store, leaf, NULL) == 1 &&
             X509_STORE_CTX_set_default(check, "ssl_client") == 1 &&
             X509_VERIFY_PARAM_set1(X509_STORE_CTX_get0_param(check), SSL_get0_param(ssl)) == 1 &&
             X509_verify_cert(check) == 1;
  X509_STORE_CTX_free(check);
  ERR_clear_error();
  return good;
}

/// Judges a ticket that a client shows; whatever comes of it, the client gets a new one.
static inline SSL_TICKET_RETURN lintas_ssl_judge_ticket(SSL *ssl, SSL_SESSION *session,
                                                        const unsigned char *name, size_t length,
                                                        SSL_TICKET_STATUS status, void *unused) {
  (void)name, (void)length, (void)unused;
  int is_read = status == SSL_TICKET_SUCCESS || status == SSL_TICKET_SUCCESS_RENEW;
  return is_read && lintas_ssl_session_is_trusted(ssl, session) ? SSL_TICKET_RETURN_USE_RENEW
                                                                : SSL_TICKET_RETURN_IGNORE_RENEW;
}

/// Makes a server issue one ticket a handshake, good for `seconds`, and take them back. `kind` says
/// what is asked of clients: a ticket is good only for a context of the same kind with the same
/// certificate. Returns 1, or 0 when the library refuses.
static inline int lintas_ssl_ctx_issue_tickets(SSL_CTX *context, unsigned char kind, long seconds) {
  unsigned char name[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  X509 *leaf = SSL_CTX_get0_certificate(context);
  if (!leaf || X509_digest(leaf, EVP_sha256(), name, &length) != 1) return 0;
  name[0] = kind;
  SSL_CTX_clear_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_timeout(context, seconds);
  return SSL_CTX_set_session_id_context(context, name, length) == 1 &&
         SSL_CTX_set_num_tickets(context, 1) == 1 &&
         SSL_CTX_set_session_ticket_cb(context, NULL, lintas_ssl_judge_ticket, NULL) == 1;
}

/// Prepares the library's ciphers for one ticket: AES-256-CBC with the first half of `keys` (64
/// bytes), HMAC-SHA-256 with the second. Returns 1, or 0 when the library refuses.
static inline int lintas_ssl_use_ticket_keys(EVP_CIPHER_CTX *cipher, EVP_MAC_CTX *mac,
                                             const unsigned char *keys, const unsigned char *iv,
                                             int encrypts) {
  OSSL_PARAM parameters[3];
  parameters[0] = OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *)(keys + 32), 32);
  parameters[1] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0);
  parameters[2] = OSSL_PARAM_construct_end();
  return EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), NULL, keys, iv, encrypts) == 1 &&
         EVP_MAC_CTX_set_params(mac, parameters) == 1;
}

/// Makes a client take tickets; each comes to the new-session callback and nowhere else.
static inline void lintas_ssl_ctx_keep_sessions(SSL_CTX *context) {
  SSL_CTX_clear_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
}

/// Whether a client may offer a session: the server's certificate, which is not sent again, must
/// not have expired since.
static inline int lintas_ssl_session_is_fresh(SSL_SESSION *session) {
  X509 *leaf = SSL_SESSION_get0_peer(session);
  return leaf && SSL_SESSION_is_resumable(session) &&
         X509_cmp_current_time(X509_get0_notAfter(leaf)) > 0;
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
