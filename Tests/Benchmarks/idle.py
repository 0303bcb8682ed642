"""Connections that do nothing: TLS 1.3, HTTP/2 settings exchanged, then silence."""

import pathlib
import socket
import ssl

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_SETTINGS = b"\0\0\0\x04\0\0\0\0\0"
_SETTINGS_ACKNOWLEDGED = b"\0\0\0\x04\x01\0\0\0\0"


class IdleCrowd:
    """Opens connections one after the other and keeps them until it is closed."""

    def __init__(self, address: str, authority: pathlib.Path):
        host, _, port = address.rpartition(":")
        self._address = (host, int(port))
        self._context = ssl.create_default_context(cafile=str(authority))
        self._context.minimum_version = ssl.TLSVersion.TLSv1_3
        self._context.set_alpn_protocols(["h2"])
        self._lines: list[ssl.SSLSocket] = []

    def open(self, count: int) -> None:
        """Opens `count` more, each until the server has acknowledged our settings."""
        for _ in range(count):
            plain = socket.create_connection(self._address, timeout=30)
            line = self._context.wrap_socket(plain, server_hostname=self._address[0])
            self._lines.append(line)
            line.sendall(_PREFACE + _SETTINGS)
            received = b""
            while _SETTINGS_ACKNOWLEDGED not in received:
                piece = line.recv(65536)
                if not piece:
                    raise RuntimeError("the server closed a connection that was to be idle")
                received += piece
            line.sendall(_SETTINGS_ACKNOWLEDGED)

    def close(self) -> None:
        """Lets go of all."""
        for line in self._lines:
            line.close()
        self._lines.clear()
