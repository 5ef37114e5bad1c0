"""Errors that end a run, each with its exit code and the findings that explain it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from reportgen.findings import Finding, Severity, did_you_mean, error


class ReportError(Exception):
    """A run that cannot go on. Carries one finding or many; never shown as a traceback."""

    exit_code: ClassVar[int] = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(f.message for f in self.findings))


class UsageFault(ReportError):
    """The command line asked for something that does not exist (exit code 2)."""

    exit_code = 2


class BadInput(ReportError):
    """Data, texts, theme or assets of the project cannot be used (exit code 3)."""

    exit_code = 3


class VerificationFault(ReportError):
    """A file that was made did not pass its own verification (exit code 4)."""

    exit_code = 4


class CannotWrite(ReportError):
    """The output could not be put in place (exit code 5)."""

    exit_code = 5


def raise_for_errors(findings: Iterable[Finding], *, strict: bool = False) -> None:
    """Raise `BadInput` with all findings when one of them is an error (or, if strict, a warning)."""
    found = tuple(findings)
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(f.severity in stopping for f in found):
        raise BadInput(found)


def refuse_unknown(kind: str, asked: Iterable[object], there: Iterable[object]) -> None:
    """Raise `UsageFault` with all that is asked for and does not exist, and what there is to choose from."""
    known = [str(one) for one in there]
    wrong = [str(one) for one in asked if str(one) not in known]
    if wrong:
        raise UsageFault(
            error(
                f"unknown-{kind}",
                None,
                f"There is no {kind} '{one}'.",
                f"{did_you_mean(one, known)} Choose from: {', '.join(known)}.".strip(),
            )
            for one in wrong
        )
