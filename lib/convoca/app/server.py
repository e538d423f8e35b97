"""The server of the pages: Voilà, with a lock on the door and the frame of Convoca."""

import getpass
import logging
import signal
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jupyter_core.paths import jupyter_path
from jupyter_server.services.kernels.handlers import KernelHandler
from nbformat import NotebookNode
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from convoca.app import handlers
from convoca.app.identity import OfficeIdentity
from convoca.app.kernels import PageClient, PageKernels, environment_for_kernels
from convoca.domain.language import Language

ADDRESS: Final = "127.0.0.1"
SESSION_SECONDS: Final = 20 * 60
HERE: Final = Path(__file__).resolve().parent
WIDGET_MANAGERS: Final = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]
SECURITY_HEADERS: Final = {
    # anywidget imports its modules from blob: addresses; widgets carry their styles inline.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_KERNEL: Final = r"(?P<kernel_id>[0-9a-f-]{36})"


def serve(
    *,
    notebooks: Path,
    port: int,
    open_browser: bool,
    environment: Mapping[str, str],
    person: str = "",
    language: Language = Language.SPANISH,
    pool_size: int = 2,
    session_seconds: int = SESSION_SECONDS,
    stop_after: float | None = None,
) -> None:
    """Serve the launchers in ``notebooks`` to this machine until told to stop.

    Port 0 takes a free one. A kernel gets what it needs of ``environment`` and nothing else, and
    runs in the folder that the server was started in. ``language`` is for a browser that asks for
    none of ours; ``person``, by default the account, is who works here. ``stop_after`` (seconds)
    ends the server by itself. Raises OSError where the port is taken.
    """
    settings = _settings(notebooks, environment, pool_size, session_seconds)
    settings.OfficeIdentity.person = person or getpass.getuser()
    server = Server.instance(  # what Voilà logs without naming its logger goes to the instance's
        config=settings,
        port=port,
        open_browser=open_browser,
        language=language,
        stop_after=stop_after,
    )
    server.initialize([])
    server.start()


def _settings(
    notebooks: Path, environment: Mapping[str, str], pool_size: int, session_seconds: int
) -> Config:
    """Return the settings of Voilà and of what it is made of; no file of the machine adds any."""
    settings = Config()
    settings.Voila.ip = ADDRESS
    settings.Voila.root_dir = str(notebooks.resolve())
    settings.Voila.config_file_paths = []
    settings.Voila.log_level = logging.ERROR
    settings.Voila.auto_token = True
    settings.Voila.identity_provider_class = OfficeIdentity
    settings.OfficeIdentity.login_handler_class = handlers.DoorHandler
    settings.OfficeIdentity.cookie_options = {"expires_days": None, "samesite": "Lax"}
    settings.VoilaConfiguration = Config(
        template="convoca",
        allow_template_override="NO",
        allow_theme_override="NO",
        show_tracebacks=False,
        strip_sources=True,
        file_allowlist=[],
        extension_allowlist=WIDGET_MANAGERS,
        multi_kernel_manager_class=PageKernels,
        http_keep_alive_timeout=600,
    )
    settings.PageKernels.pool_size = pool_size
    settings.PageKernels.environment = environment_for_kernels(environment)
    settings.PageKernels.cull_idle_timeout = session_seconds
    settings.PageKernels.cull_interval = min(60, max(1, session_seconds // 4))
    settings.PageKernels.cull_connected = True
    settings.PageKernels.transport_encryption = "auto"
    settings.AsyncKernelManager.client_factory = PageClient
    settings.KernelManager.autorestart = False  # a page cannot go on with a kernel that forgot it
    settings.KernelManager.shutdown_wait_time = 3.0
    settings.NotebookNotary.db_file = ":memory:"
    return settings


class Server(Voila):
    """Voilà for the launchers in one folder: nothing else in it can be listed or read."""

    def __init__(self, *, language: Language, stop_after: float | None, **settings: Any) -> None:
        super().__init__(**settings)
        self._language = language
        self._stop_after = stop_after

    def setup_template_dirs(self) -> None:
        """Use the template of this package, beside Voilà's own scripts."""
        self.template_paths = [str(HERE / "template")]
        self.asset_roots = _asset_roots()
        version = handlers.assets_version(self.asset_roots)
        self.versioned_static_url = f"{self.base_url}static/{version}"
        self.voila_configuration.page_config_hook = self._page_config
        self.voila_configuration.prelaunch_hook = _introduce_visitor

    def init_settings(self) -> Any:
        settings: Any = super().init_settings()
        settings.update(
            headers=SECURITY_HEADERS,
            language=self._language,
            versioned_static_url=self.versioned_static_url,
            allow_remote_access=False,
            local_hostnames=["localhost", ADDRESS],
            log_function=self._log_request,
            default_handler_class=handlers.NowhereHandler,
        )
        return settings

    def init_handlers(self) -> Any:
        """Return every address there is; what is not on this list does not exist."""
        base, kernels = self.base_url, f"{self.base_url}api/kernels/{_KERNEL}"
        names = "|".join(sorted(path.stem for path in Path(self.root_dir).glob("*.ipynb")))
        page = {
            "voila_configuration": self.voila_configuration,
            "template_paths": self.template_paths,
            "config": self.config,
        }
        assets = {"roots": self.asset_roots, "headers": SECURITY_HEADERS}
        return [
            (base, handlers.HomeHandler),
            (rf"{base}({names})", handlers.PageHandler, page),
            (rf"{base}login", handlers.DoorHandler),
            (kernels, KernelHandler),
            (f"{kernels}/channels", VoilaKernelWebsocketHandler),
            (f"{base}api/session/{_KERNEL}", handlers.SessionHandler),
            (rf"{base}voila/api/shutdown/(.*)", VoilaShutdownKernelHandler),
            (rf"{self.versioned_static_url}/(\w+)/(.+)", handlers.AssetHandler, assets),
            (r"(.*)", handlers.NowhereHandler),
        ]

    def start(self) -> None:
        """Take the port before anything else is made; Voilà would go on to another one."""
        self.sockets = bind_sockets(self.port, self.ip)
        self.port = self.sockets[0].getsockname()[1]
        super().start()

    def listen(self) -> None:
        """Say where, and serve until stopped."""
        HTTPServer(self.app).add_sockets(self.sockets)
        # Tornado takes Jupyter's milliseconds between two pings for seconds, and warns of them.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        self.ioloop = IOLoop.current()
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        self.ioloop.add_callback(self.kernel_manager.fill_pool)
        if self._stop_after is not None:
            self.ioloop.call_later(self._stop_after, self.ioloop.stop)
        sys.stderr.write(f"Convoca: {self.display_url}\n")
        if self.open_browser:
            self.launch_browser()
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def launch_browser(self) -> None:
        """Open the home page by a file that only this account can read.

        On the command line of the browser every account of the machine could read the key.
        """
        address = f"{self.connection_url}?token={self.identity_provider.token}"
        opener = Path(self.connection_dir) / "open.html"
        opener.touch(mode=0o600)
        opener.write_text(f'<meta http-equiv="refresh" content="0;url={address}">')
        webbrowser.open(opener.as_uri())

    def stop(self) -> None:
        self.ioloop.run_sync(self.kernel_manager.shutdown_all)
        super().stop()

    def _page_config(self, page_config: dict[str, Any], **_others: Any) -> dict[str, Any]:
        page_config["fullStaticUrl"] = f"{self.versioned_static_url}/voila"
        page_config["fullLabextensionsUrl"] = f"{self.versioned_static_url}/labextensions"
        return page_config

    def _log_request(self, handler: RequestHandler) -> None:
        """Log what failed, without its query: that may hold the access key."""
        if handler.get_status() >= 500:
            request = handler.request
            self.log.error("%s %s: %s", request.method, request.path, handler.get_status())


def _asset_roots() -> dict[str, tuple[Path, ...]]:
    """Return the folders whose files a browser may fetch, by the word in their address."""
    extensions = [*jupyter_path("labextensions"), *jupyter_path("voila", "labextensions")]
    installed = [Path(folder).resolve() for folder in extensions if Path(folder).is_dir()]
    voila = collect_static_paths(["voila"], "base")
    return {
        "voila": tuple(Path(folder).resolve() for folder in voila if Path(folder).is_dir()),
        "labextensions": tuple(installed),
        "convoca": (HERE / "template", HERE / "styles"),
    }


def _introduce_visitor(
    handler: handlers.PageHandler,
    notebook: NotebookNode,
    cwd: str,  # noqa: ARG001 - Voilà's order
) -> NotebookNode:
    """Tell the kernel who came before the launcher runs: a warm one cannot know."""
    asked = {name: value for name, value in handler.asked().items() if name != "language"}
    page, person = handler.path_args[0], handler.current_user.display_name
    visitor = (page, asked, handler.language.value, person)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = f"from convoca.app.frame import arrive\narrive{visitor!r}\n{first.source}"
    return notebook
