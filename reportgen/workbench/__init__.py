"""Commands beside the build, one module each, called by the command line alone."""
