"""One module a command, each with a `command`; loaded when the command is called."""
