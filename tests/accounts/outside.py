"""An account system of our own on this computer: OpenID Connect, bent by the stories."""

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT, SECRET = "van-phong", "khoa-cua-van-phong"


@dataclass
class System:
    """An account system; a test bends ``claims``, ``header``, ``key`` or ``description``."""

    address: str = ""
    key: RSAKey | ECKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "mot"}))
    shown: RSAKey | ECKey | None = None  # the key that it publishes, if another
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "mot"})
    claims: dict[str, Any] = field(default_factory=dict)
    description: dict[str, Any] = field(default_factory=dict)
    raw_token: str = ""
    slow: float = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def sign_in_there(self, asked: str, login: str, at: float) -> dict[str, str]:
        """Be the person who signs in at the system; return what the browser brings back."""
        given = dict(parse_qsl(urlsplit(asked).query))
        code = f"ma-{len(self.codes)}"
        self.codes[code] = given | {"login": login, "at": str(at)}
        return {"code": code, "state": given["state"]}

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        """Return status and JSON for a path."""
        time.sleep(self.slow)
        match path:
            case "/.well-known/openid-configuration":
                return 200, {
                    "issuer": self.address,
                    "authorization_endpoint": f"{self.address}/vao",
                    "token_endpoint": f"{self.address}/doi",
                    "jwks_uri": f"{self.address}/khoa",
                } | self.description
            case "/khoa":
                return 200, KeySet([self.shown or self.key]).as_dict(private=False)
            case "/doi":
                return self._redeem(form, authorization)
        return 404, {}

    def _redeem(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        asked = self.codes.pop(form.get("code", ""), None)
        verifier = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(verifier).rstrip(b"=").decode()
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        right = asked and (asked["code_challenge"], asked["redirect_uri"]) == (
            challenge,
            form.get("redirect_uri"),
        )
        if asked is None or not right or client != f"{CLIENT}:{SECRET}":
            return 400, {"error": "invalid_grant"}
        said = {"access_token": "a", "token_type": "Bearer", "id_token": self._token(asked)}
        return 200, said

    def _token(self, asked: dict[str, str]) -> str:
        now = int(float(asked["at"]))
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": f"ma-so-{asked['login']}",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "preferred_username": asked["login"],
        } | self.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        return self.raw_token or jwt.encode(self.header, kept, self.key)


@contextmanager
def running() -> Iterator[System]:
    """Run an account system on a port of this computer."""
    system = System()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*system.answer(urlsplit(self.path).path, {}, ""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            authorization = self.headers.get("Authorization", "")
            self._say(*system.answer(urlsplit(self.path).path, form, authorization))

        def _say(self, status: int, said: Any) -> None:
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False  # closing waits for what is being answered
    system.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
