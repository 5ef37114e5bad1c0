"""``reportgen completion``: the script that lets a shell complete commands, options and years."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_REPORTGEN_COMPLETE"


@click.command(
    epilog="""\b
Add to the start-up file of the shell:
  bash  eval "$(reportgen completion bash)"
  zsh   eval "$(reportgen completion zsh)"
  fish  reportgen completion fish | source
"""
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell."""
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(context.find_root().command, {}, "reportgen", VARIABLE).source())
