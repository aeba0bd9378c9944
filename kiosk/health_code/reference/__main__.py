"""`python -m kiosk.health_code.reference`: runs the demonstration service and says on standard output where it is."""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import ssl
import sys
import threading
from pathlib import Path

import resources
from kiosk.health_code import profile as profiles


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop. One JSON line is printed once it listens: {"url": …, "demonstration": true, …}."""
    options = _parser().parse_args(arguments)
    try:
        import uvicorn

        from kiosk.health_code.reference.app import build
    except ImportError as error:
        sys.stderr.write(f"the extra `gateway` is not installed: {error.name} is missing\n")
        return 1
    try:
        application = build(options.cast, profiles.load(options.profile), control=options.control)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    listener = _listen(options.host, options.port)
    config = uvicorn.Config(
        application, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1, server_header=False
    )
    if options.tls_dir is not None:
        _use_tls(config, options.tls_dir, make=options.make_tls)
    scheme = "http" if options.tls_dir is None else "https"
    port = listener.getsockname()[1]
    line = {"url": f"{scheme}://127.0.0.1:{port}", "demonstration": True, "control": options.control}

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()

    if options.until_input_ends:
        threading.Thread(target=_stop_with_input, name="reference-input", daemon=True).start()
    Announcing(config).run(sockets=[listener])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    """The protocol is named: for a socket without it asyncio leaves Nagle's algorithm on, 40 ms an answer over TLS."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk.health_code.reference", description=__doc__)
    parser.add_argument("--cast", type=Path, default=resources.path("cast"), help="folder of people (TOML)")
    parser.add_argument("--profile", default="health-2022", help="name of the code profile")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--tls-dir", type=Path, help="serve TLS with server.pem, server-key.pem; clients need ca.pem's")
    parser.add_argument("--make-tls", action="store_true", help="make the files of --tls-dir when they are missing")
    parser.add_argument("--control", action="store_true", help="open /control/: faults and levels on request")
    parser.add_argument("--until-input-ends", action="store_true", help="stop when standard input is closed")
    return parser


def _use_tls(config: object, folder: Path, *, make: bool) -> None:
    from kiosk.health_code.reference import tls

    if make:
        tls.ensure(folder)
    settings = {
        "ssl_certfile": str(folder / tls.SERVER),
        "ssl_keyfile": str(folder / tls.SERVER_KEY),
        "ssl_ca_certs": str(folder / tls.CA),
        "ssl_cert_reqs": ssl.CERT_REQUIRED,
    }
    for name, value in settings.items():
        setattr(config, name, value)


def _stop_with_input() -> None:
    """A parent that dies closes the pipe; the service must not outlive it."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    raise SystemExit(main())
