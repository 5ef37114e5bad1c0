"""The fixed words of the publications, in both languages, from ``strings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from reportgen.findings import did_you_mean

LANGUAGES = ("fi", "sv")
"""The languages of publications, the original first."""


class Strings(Mapping[str, str]):
    """Strings of one language by key. An unknown key raises `KeyError` with the nearest known one."""

    def __init__(self, lang: str, texts: Mapping[str, str]) -> None:
        self._lang = lang
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        try:
            return self._texts[key]
        except KeyError:
            near = did_you_mean(key, self._texts)
            raise KeyError(f"There is no string '{key}' ({self._lang}). {near}".strip()) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@lru_cache(maxsize=len(LANGUAGES))
def strings(lang: str) -> Mapping[str, str]:
    """Return the fixed strings of a language; a string in a table has the key ``table.name``.

    Raises `ValueError` for a language that has none.
    """
    require_language(lang)
    return Strings(lang, {key: texts[lang] for key, texts in _texts().items() if lang in texts})


def require_language(lang: str) -> None:
    """Raise `ValueError` unless the language is one that publications are made in."""
    if lang not in LANGUAGES:
        raise ValueError(
            f"There is no language {lang!r}; publications are made in {' and '.join(LANGUAGES)}."
        )


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Mapping[str, str]]:
    source = files("reportgen.locales").joinpath("strings.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(source)))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every string with its key; a table whose values are texts is a string."""
    for name, entry in table.items():
        if not isinstance(entry, dict):
            raise TypeError(f"strings.toml: '{prefix}{name}' must be a text in each language.")
        if all(isinstance(text, str) for text in entry.values()):
            yield f"{prefix}{name}", entry
        else:
            yield from _flat(entry, f"{prefix}{name}.")
