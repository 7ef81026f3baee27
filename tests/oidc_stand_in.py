"""An identity provider of our own for tests: real http, real RS256, and it can be made to lie."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_ID = "stand-in"


class StandIn:
    """What the provider says. ``claims`` and ``userinfo`` overrule; None leaves a claim out."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signing_key: Any = self.key
        self.algorithm, self.key_id = "RS256", KEY_ID
        self.config: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.token_requests: list[dict[str, str]] = []

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.config

    def jwks(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    def authorize(self, query: dict[str, str]) -> str:
        """Sign the person in at once and return the address that the browser goes back to."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens; None when the code or its PKCE verifier is not right."""
        self.token_requests.append(form)
        query = self.asked.pop(form["code"], None)
        if query is None or query["code_challenge"] != challenge(form["code_verifier"]):
            return None
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": query["client_id"],
            "sub": "sub-of-ann",
            "iat": now,
            "exp": now + 300,
            "nonce": query["nonce"],
        } | self.claims
        present = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.key_id}
        id_token = jwt.encode(present, self.signing_key, self.algorithm, headers=headers)
        return {"access_token": "opened", "token_type": "Bearer", "id_token": id_token}

    def about(self) -> dict[str, Any]:
        told = {
            "sub": "sub-of-ann",
            "email": "ann@example.org",
            "email_verified": True,
            "vo_orgcode": "OVO000001",
            "rrn": "00000000097",
            "given_name": "Ann",
        } | self.userinfo
        return {name: value for name, value in told.items() if value is not None}


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Run the provider on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = StandIn(f"http://127.0.0.1:{server.server_port}")
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider: StandIn = self.server.provider  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", provider.authorize(_plain(parts.query)))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": provider.discovery,
            "/jwks": provider.jwks,
            "/userinfo": provider.about,
        }
        self._answer(pages[parts.path]())

    def do_POST(self) -> None:
        provider: StandIn = self.server.provider  # type: ignore[attr-defined]
        length = int(self.headers["Content-Length"])
        tokens = provider.token(_plain(self.rfile.read(length).decode()))
        self._answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _answer(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: the tests look at what was asked."""


def _plain(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
