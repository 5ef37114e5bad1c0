"""Commands beside the build, one module each, called by the command line alone."""

SNAPSHOTS = "tests/snapshots"
"""Where snapshots are kept in a project: a folder a year, in it one a language."""
