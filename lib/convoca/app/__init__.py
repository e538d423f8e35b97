"""The Voilà pages: models, views, widgets, and the server that serves them. Reaches adapters through bootstrap."""
