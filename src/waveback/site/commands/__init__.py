"""The commands of `waveback`, one to a file, each with a `command`."""
