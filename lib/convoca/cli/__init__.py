"""The convoca command. Reaches adapters through bootstrap."""
