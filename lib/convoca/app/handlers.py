"""What the server answers: pages, the door, the state of a session, and files that never change."""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from tornado.web import HTTPError, RequestHandler
from voila.handler import VoilaHandler

from convoca.app.kernels import PageKernels
from convoca.app.template_words import (
    LANGUAGE_NAMES,
    door_words,
    error_words,
    frame_words,
    page_names,
)
from convoca.domain.language import Language

LANGUAGE_COOKIE: Final = "convoca-language"
_CELLS: Final = "<!-- cells -->"


class FramedHandler(JupyterHandler):
    """Whatever is shown as a page: it has a language, and its errors are pages too."""

    @property
    def language(self) -> Language:
        """What the address asks for, else what was chosen before, else what the browser prefers."""
        chosen = (self.get_query_argument("language", ""), self.get_cookie(LANGUAGE_COOKIE, ""))
        preferred = self.request.headers.get("Accept-Language", "").split(",")
        for candidate in (*chosen, *preferred):
            tag = (candidate or "").strip()[:2].lower()
            if tag in set(Language):
                return Language(tag)
        fallback: Language = self.settings["language"]
        return fallback

    def keep_language(self) -> None:
        """Remember for a year what the address asks for."""
        if self.get_query_argument("language", "") in set(Language):
            self.set_cookie(
                LANGUAGE_COOKIE,
                self.language.value,
                expires_days=365,
                path=self.base_url,
                samesite="Lax",
            )

    def address(self, page: str = "", **changed: str) -> str:
        """Return the address of ``page``, or of this one, with ``changed`` query arguments."""
        path = f"{self.base_url}{page}" if page else self.request.path
        query = urlencode({**({} if page else self.asked()), **changed})
        return f"{path}?{query}" if query else path

    def asked(self) -> dict[str, str]:
        """Return the query arguments that are a page's business."""
        arguments = self.request.query_arguments
        return {name: self.get_query_argument(name) for name in arguments if name != "token"}

    def framed(self, template: str, **values: object) -> str:
        """Render ``template`` in this request's language."""
        environment = self.settings["voila_jinja2_env"]
        return str(
            environment.get_template(template).render(
                base_url=self.base_url,
                static=self.settings["versioned_static_url"],
                language=self.language.value,
                languages={
                    each.value: (name, self.address(language=each.value))
                    for each, name in LANGUAGE_NAMES.items()
                },
                **values,
            )
        )

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Say what to do; what went wrong in detail is in the log."""
        words = error_words(self.language, status_code)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(
            self.framed("error.html", words=words, home=self.address("home"), status=status_code)
        )


class PageHandler(FramedHandler, VoilaHandler):
    """One page: the frame at once, then what its launcher notebook shows."""

    async def get(self, page: str) -> None:
        self.keep_language()
        if "token" in self.request.query_arguments:  # out of the address bar and the history
            self.redirect(self.address(**self.asked()))
            return
        _ = self.xsrf_token  # sets the cookie that lets a page end its kernel when it is left
        before, after = self.frame(page).split(_CELLS)
        self.set_header("Cache-Control", "no-store")
        self.write(before)
        await self.flush()
        try:
            async for fragment in self.get_generator(path=f"{page}.ipynb"):
                self.write(fragment)
                await self.flush()
        except Exception:  # the frame is under way: too late for an error page
            self.log.exception("%s cannot be shown", page)
            self.write('<script type="application/json" class="cv-failed"></script>')
        self.finish(after)

    def frame(self, page: str) -> str:
        """Render the frame around ``page``."""
        names = page_names(self.language)
        kept = {name: value for name, value in self.asked().items() if name == "period"}
        pages = {
            name: (words, self.address(name, language=self.language.value, **kept))
            for name, words in names.items()
        }
        seconds = self.kernel_manager.cull_idle_timeout
        return self.framed(
            "page.html",
            words=frame_words(
                self.language, person=self.current_user.display_name, minutes=seconds // 60
            ),
            page=page,
            pages=pages,
            title=names.get(page, page),
            session_seconds=seconds,
        )


class HomeHandler(FramedHandler):
    """The root leads to the home page."""

    async def get(self) -> None:
        self.redirect(self.address("home", **self.asked()))


class NowhereHandler(FramedHandler):
    """Everything that is no page of ours."""

    async def get(self, _path: str) -> None:
        raise HTTPError(HTTPStatus.NOT_FOUND)


class DoorHandler(FramedHandler, LoginFormHandler):
    """Asks for the access key where a request came without it."""

    def _render(self, message: object = None) -> None:
        words = door_words(self.language)
        self.finish(
            self.framed(
                "door.html",
                words=words,
                wrong=bool(message),
                destination=self.get_argument("next", default=self.base_url),
                xsrf_token=self.xsrf_token.decode(),
            )
        )


class SessionHandler(APIHandler):
    """How long a page's kernel still lives; asking does not prolong it, ``POST`` does."""

    _track_activity = False

    @property
    def kernels(self) -> PageKernels:
        return self.settings["kernel_manager"]

    async def get(self, kernel_id: str) -> None:
        if kernel_id not in self.kernels:
            self.finish({"state": "ended"})
        elif await self.kernels.lives(kernel_id):
            left = self.kernels.time_left(kernel_id).total_seconds()
            self.finish({"state": "open", "seconds_left": round(left)})
        else:
            self.finish({"state": "lost"})

    async def post(self, kernel_id: str) -> None:
        if kernel_id in self.kernels:
            self.kernels.touch(kernel_id)
        await self.get(kernel_id)


class AssetHandler(RequestHandler):
    """Files under an address that changes when any of them does: fetched once, kept for ever."""

    def initialize(self, roots: dict[str, tuple[Path, ...]], headers: dict[str, str]) -> None:
        self.roots = roots
        self._headers_of_ours = headers

    @allow_unauthenticated
    async def get(self, kind: str, name: str) -> None:
        path = self._find(kind, name)
        body, packed = _content(path)
        self.set_header("Content-Type", _media_type(path))
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("Vary", "Accept-Encoding")
        for header, value in self._headers_of_ours.items():
            self.set_header(header, value)
        if packed is not None and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = packed
        self.finish(body)

    def _find(self, kind: str, name: str) -> Path:
        for root in self.roots.get(kind, ()):
            path = (root / name).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
        raise HTTPError(HTTPStatus.NOT_FOUND)


def assets_version(roots: dict[str, tuple[Path, ...]]) -> str:
    """Return a word that changes whenever a file under ``roots`` changes."""
    files = (file for group in roots.values() for root in group for file in sorted(root.rglob("*")))
    stamps = (f"{file}:{file.stat().st_mtime_ns}" for file in files if file.is_file())
    return hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:12]


@lru_cache(maxsize=512)
def _content(path: Path) -> tuple[bytes, bytes | None]:
    """Return the bytes of ``path`` and, where it is worth it, the same packed."""
    plain = path.read_bytes()
    worth_it = path.suffix in {".css", ".js", ".json", ".map", ".mjs", ".svg", ".txt"}
    return plain, gzip.compress(plain, mtime=0) if worth_it else None


def _media_type(path: Path) -> str:
    if path.suffix in {".js", ".mjs"}:  # not every system's table knows these
        return "text/javascript; charset=UTF-8"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
