/* Copies bytes over TLS on the loopback from one process to another, as fast as OpenSSL does it:
 * what a stream of large messages could reach at the most.
 *
 *     tls-copy CERTIFICATE KEY BLOCKS SIZE
 *
 * The parent sends BLOCKS blocks of SIZE bytes with one SSL_write each, the child reads them. Both
 * use the library's defaults, so its first cipher of TLS 1.3. Prints `seconds=` and `cipher=`. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void check(int is_well, const char *what) {
  if (is_well) return;
  perror(what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void receive(struct sockaddr_in address, long long bytes) {
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  check(connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0, "connect");
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, descriptor);
  SSL_set_read_ahead(ssl, 1);
  check(SSL_connect(ssl) == 1, "SSL_connect");
  static char block[1 << 16];
  while (bytes > 0) {
    int count = SSL_read(ssl, block, sizeof block);
    check(count > 0, "SSL_read");
    bytes -= count;
  }
  check(SSL_write(ssl, "!", 1) == 1, "SSL_write");
  _exit(0);
}

int main(int count, char **words) {
  check(count == 5, "usage: tls-copy CERTIFICATE KEY BLOCKS SIZE");
  signal(SIGPIPE, SIG_IGN);
  long blocks = atol(words[3]), size = atol(words[4]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  check(bind(listener, (struct sockaddr *)&address, length) == 0, "bind");
  check(listen(listener, 1) == 0, "listen");
  check(getsockname(listener, (struct sockaddr *)&address, &length) == 0, "getsockname");
  pid_t child = fork();
  check(child >= 0, "fork");
  if (child == 0) receive(address, (long long)blocks * size);

  int descriptor = accept(listener, NULL, NULL);
  check(descriptor >= 0, "accept");
  int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  check(SSL_CTX_use_certificate_chain_file(context, words[1]) == 1, words[1]);
  check(SSL_CTX_use_PrivateKey_file(context, words[2], SSL_FILETYPE_PEM) == 1, words[2]);
  SSL *ssl = SSL_new(context);
  SSL_set_fd(ssl, descriptor);
  check(SSL_accept(ssl) == 1, "SSL_accept");
  char *block = calloc(1, (size_t)size), answer;
  double start = now();
  for (long sent = 0; sent < blocks; sent++) {
    check(SSL_write(ssl, block, (int)size) == size, "SSL_write");
  }
  check(SSL_read(ssl, &answer, 1) == 1, "SSL_read");
  printf("seconds=%f\ncipher=%s\n", now() - start, SSL_get_cipher_name(ssl));
  waitpid(child, NULL, 0);
  return 0;
}
