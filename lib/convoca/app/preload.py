"""What a warm kernel imports while it waits for a visitor: every page."""

import importlib
import logging
import pkgutil

from convoca.app import pages
from convoca.app.error_boundary import log_to_server

log_to_server()
for page in pkgutil.iter_modules(pages.__path__, prefix=f"{pages.__name__}."):
    try:
        importlib.import_module(page.name)
    except Exception:  # the page itself tells, when somebody asks for it
        logging.getLogger("convoca.app").exception("%s cannot be imported", page.name)
