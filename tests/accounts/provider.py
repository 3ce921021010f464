"""A small OpenID Connect provider on loopback: discovery, authorisation code with PKCE, keys.

It says yes at once for the person in ``claims``; what it is asked and told is checked as a real
provider checks it, so a client that forgets a part gets an error.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "pobratym", "a secret of two"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Runs between ``with`` and its end.

    Attributes:
        claims: what it says of the person.
        audience: for whom it signs; another one than the client must be refused by the client.
        asked: the parts of the last request for an authorisation.
    """

    def __init__(self, **claims):
        self.claims = {"sub": "u-1", "email_verified": True, **claims}
        self.audience = CLIENT
        self.asked = {}
        self.codes = {}
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                path = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(path.query).items()}
                if path.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.approve(query))
                    self.end_headers()
                    return
                self.give(provider.read(path.path, self.headers.get("Authorization", "")))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self.give(provider.exchange(form))

            def give(self, answer):
                status, body = answer
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *words):
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.server.shutdown()
        self.server.server_close()

    def settings(self, **more):
        """Give what ``POBRATYM_OIDC`` says of it."""
        given = {"id": "city", "name": "Miasto", "url": self.address, "domains": ["example.org"]}
        return json.dumps([{**given, "client_id": CLIENT, "secret": SECRET, **more}])

    def approve(self, query):
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        self.asked = query
        code = secrets.token_urlsafe()
        self.codes[code] = query
        back = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{back}"

    def exchange(self, form):
        query = self.codes.pop(form.get("code"), None)
        verifier = form.get("code_verifier", "")
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            query is None
            or query["code_challenge"] != challenge
            or query["redirect_uri"] != form.get("redirect_uri")
            or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET)
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        token = jwt.encode(
            {
                "iss": self.address,
                "aud": self.audience,
                "iat": now,
                "exp": now + 60,
                **self.claims,
            },
            KEY,
            algorithm="RS256",
            headers={"kid": "one"},
        )
        return 200, {"access_token": "open", "token_type": "Bearer", "id_token": token}

    def read(self, path, authorization):
        if path == "/.well-known/openid-configuration":
            names = ("authorization", "token", "userinfo")
            paths = ("authorize", "token", "userinfo")
            ends = {
                f"{n}_endpoint": f"{self.address}/{p}" for n, p in zip(names, paths, strict=True)
            }
            methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
            return 200, {
                "issuer": self.address,
                "jwks_uri": f"{self.address}/keys",
                **ends,
            } | methods
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return 200, {"keys": [{**public, "kid": "one", "alg": "RS256"}]}
        if path == "/userinfo" and authorization == "Bearer open":
            return 200, self.claims
        return 404, {}
