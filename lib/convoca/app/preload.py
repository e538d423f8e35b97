"""What a warm kernel does while it waits for a visitor: it imports every page and reads every word."""

import importlib
import logging
import pkgutil

from convoca.app import pages
from convoca.app.error_boundary import log_to_server
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

log_to_server()
for language in Language:
    text("Home", language)
for page in pkgutil.iter_modules(pages.__path__, prefix=f"{pages.__name__}."):
    try:
        importlib.import_module(page.name)
    except Exception:  # the page itself tells, when somebody asks for it
        logging.getLogger("convoca.app").exception("%s cannot be imported", page.name)
