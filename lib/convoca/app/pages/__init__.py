"""One module per page: a model and a view."""
