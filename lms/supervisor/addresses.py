"""The port: whether it is free, and on which of the two local addresses."""

import errno
import os
import socket

from .options import Refused

FAMILIES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def for_packages(port: int) -> list[str]:
    """Where packages play: the next port, on the address that is not the platform's `localhost`.

    Empty when it is taken; everything but packages works without it.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port + 1))
    except (OSError, OverflowError):
        return []
    return [f"127.0.0.1:{port + 1}"]


def listeners(port: int) -> list[str]:
    """`host:port` for every local address, so that `localhost` works whatever it stands for.

    :raises Refused: when the port is taken or not allowed.
    """
    found = []
    for family, host in FAMILIES:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused(
                    f"Port {port} is already in use. Type another one: make run PORT={port + 1}"
                ) from None
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise Refused(
                    f"Port {port} is not allowed for this account. Type: make run PORT=8000"
                ) from None
            # A machine without IPv6, for example.
            continue
        found.append(f"[{host}]:{port}" if family == socket.AF_INET6 else f"{host}:{port}")
    if not found:
        raise Refused(f"This machine has no local address to listen on: {os.uname().nodename}")
    return found
