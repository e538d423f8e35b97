"""The public programme of a period as files, made by a process that holds the public projection alone."""
