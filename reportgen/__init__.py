"""reportgen: an annual report as an accessible PDF and an Excel appendix, from one set of data."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("reportgen")
except PackageNotFoundError:  # run from a source folder that was not installed
    __version__ = "0.0.0"
