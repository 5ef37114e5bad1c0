"""The command line: parse, call, print, exit code. Heavy imports happen inside a command."""

from reportgen.cli.main import main

__all__ = ["main"]
