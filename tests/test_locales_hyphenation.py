"""Words are broken where a Finnish or Swedish proofreader would break them, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from conftest import REPOSITORY, write

from reportgen.errors import BadInput
from reportgen.locales import LANGUAGES, Compounds, hyphenate, strings
from reportgen.sources import load_compounds

COMPOUNDS = {lang: load_compounds(REPOSITORY, lang) for lang in LANGUAGES}
NONE = Compounds({})

RULES = """
eri pal-velu pal-ve-lut pal-ve-lusta ter-vey-den suo-sit-telu hen-ki-löstö hoi-toon asiak-kaat sai-raala
viih-tyi-syys talous säh-köi-nen yhtei-set kehit-tä-mi-nen vas-tuul-li-nen kau-punki Hel-sin-gin pel-käs-tään
"""

FINNISH = """
eri-kois-sai-raan-hoito eri-kois-sai-raan-hoi-don työ-voima-pula kau-punki-stra-te-gia pal-velu-stra-te-giaa
vuokra-työ-voi-man toimi-ala toimi-alan neu-vola-psy-ko-logi muu-tos-ohjelma muu-tos-ohjel-malla
ter-veys-asema ter-veys-ase-milla mie-len-ter-veys-asiak-kai-den koke-mus-asian-tun-ti-jaa työn-anta-jana
vas-taan-otto-aikoja video-vas-taan-ottoa yhtey-den-otto-kana-vat lou-nas-annosta asu-kas-iltaa
erin-omai-nen hyvin-vointi-alueet pal-ve-lusta lai-tos-asu-mi-nen eri-tyis-osaa-mi-nen
nuo-riso-psy-kiatria koti-hoi-dossa väes-tön-suo-je-luun
Pelas-tus-lai-tos Lauta-kun-nassa
"""

SWEDISH = """
tjäns-ter eko-nomi verk-sam-het per-so-nal rädd-nings-väsen-det invå-nare kund-avgifts-inkoms-ter
drifts-intäk-ter dia-be-tes-cen-tral distans-tjäns-ter hälso-sta-tion indi-vid-ären-den kon-tors-loka-ler
kvälls-mot-tag-ning olycks-pre-ven-tion per-so-nal-enkä-ten sam-arbets-par-ter senior-cen-ter
ser-vice-stra-te-gin sväng-rum video-mot-tag-ningar väl-färds-områ-den hel-dygns-vård ung-doms-ser-vice
jäm-fö-relse-året sta-tus-kod Rädd-nings-ver-ket
"""


def joined(word: str, lang: str, compounds: Compounds = NONE) -> str:
    """Return a word with a hyphen at each of its breaks."""
    breaks = set(hyphenate(word, lang, compounds))
    return "".join(("-" if at in breaks else "") + letter for at, letter in enumerate(word))


def made_up_words(count: int) -> list[str]:
    """Return words of letters at random, some capitalised, some inside punctuation or with hyphens."""
    random = Random(1906)
    words = []
    for _ in range(count):
        letters = "".join(random.choice("aeiouyäöhjklmnprstv") for _ in range(random.randint(1, 24)))
        shape = random.choice(["{}", "{}.", "({},", "”{}”", "{}-", "{}-palvelut", "x-{}"])
        words.append(shape.format(letters.capitalize() if random.random() < 0.2 else letters))
    return words


@pytest.mark.parametrize("marked", RULES.split())
def test_finnish_breaks_before_a_consonant_and_a_vowel(marked: str) -> None:
    assert joined(marked.replace("-", ""), "fi") == marked


@pytest.mark.parametrize("marked", FINNISH.split())
def test_a_finnish_compound_breaks_at_its_seams_in_any_form(marked: str) -> None:
    assert joined(marked.replace("-", ""), "fi", COMPOUNDS["fi"]) == marked


@pytest.mark.parametrize("marked", SWEDISH.split())
def test_a_swedish_compound_breaks_at_its_seams_in_any_form(marked: str) -> None:
    assert joined(marked.replace("-", ""), "sv", COMPOUNDS["sv"]) == marked


@pytest.mark.parametrize("word", ["aioimme", "teollisuus", "sosiaalinen", "radioaalto", "maailmaa"])
def test_finnish_vowels_in_a_row_stay_together(word: str) -> None:
    for at in hyphenate(word, "fi"):
        assert not {word[at - 1], word[at]} <= set("aeiouyäö")


@pytest.mark.parametrize(
    ("word", "marked"),
    [("rekrytointi", "rekry-tointi"), ("geriatrinen", "geriatri-nen"), ("kopraamme", "kopraamme")],
)
def test_a_stop_and_the_liquid_after_it_stay_together(word: str, marked: str) -> None:
    assert joined(word, "fi") == marked


def test_a_loanword_keeps_its_first_consonants() -> None:
    assert joined("strategia", "fi", COMPOUNDS["fi"]) == "stra-te-gia"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_with_digits_is_never_broken(lang: str) -> None:
    for word in ("2024", "0–18-vuotiaat", "COVID-19-pandemia", "15\u00a0434", "79\u00a0prosenttia"):
        assert hyphenate(word, lang, COMPOUNDS[lang]) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_is_never_broken(lang: str) -> None:
    for word in (
        "hel.fi/sote-palvelut",
        "https://pelastustoimi.fi/helsinki",
        "kirjaamo@kaupunki.fi",
        "asiakas/potilas",
    ):
        assert hyphenate(word, lang, COMPOUNDS[lang]) == ()


@pytest.mark.parametrize(
    ("word", "breaks"),
    [("HUSin", ()), ("MedicubeX", ()), ("PELASTUSLAITOS", ()), ("HUS-yhtymän", (4, 8)), ("HUS:lla", ())],
)
def test_no_part_with_a_capital_inside_is_broken(word: str, breaks: tuple[int, ...]) -> None:
    assert hyphenate(word, "fi") == breaks


def test_soft_hyphens_are_the_only_breaks_of_their_word() -> None:
    word = "Helsingin\u00adkaupunki-keskus"
    assert hyphenate(word, "fi") == (10,)
    assert word[:10].endswith("\u00ad")


def test_a_hyphen_may_end_a_line_and_nothing_breaks_close_to_it() -> None:
    assert joined("Terveys-palvelut", "fi") == "Ter-veys--pal-ve-lut"
    assert hyphenate("e-palvelu", "fi") == (5,)
    assert hyphenate("terveys-", "fi") == (3,)


def test_punctuation_around_a_word_does_not_matter() -> None:
    for word in ("palvelukeskukset", "terveydenhuolto"):
        plain = hyphenate(word, "fi", COMPOUNDS["fi"])
        assert plain
        assert hyphenate(f"({word},", "fi", COMPOUNDS["fi"]) == tuple(at + 1 for at in plain)
        assert hyphenate(f"{word}.”", "fi", COMPOUNDS["fi"]) == plain


def test_a_language_without_rules_breaks_at_hyphens_alone() -> None:
    assert hyphenate("well-being", "en") == (5,)
    assert hyphenate("internationalisation", "en") == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_breaks_are_in_order_and_leave_three_letters_on_both_sides(lang: str) -> None:
    broken = 0
    for word in made_up_words(3000):
        breaks = hyphenate(word, lang, COMPOUNDS[lang])
        assert list(breaks) == sorted(set(breaks))
        for at in breaks:
            broken += 1
            if word[at - 1] == "-":
                continue
            before = re.search(r"[^\W\d_]*$", word[:at])
            after = re.match(r"[^\W\d_]*", word[at:])
            assert before is not None
            assert after is not None
            assert len(before.group()) >= 3 <= len(after.group()), (word, at)
    assert broken > 3000


def test_every_part_of_a_broken_finnish_word_has_a_vowel() -> None:
    for word in made_up_words(2000):
        letters = re.sub("[^a-zäö]", "", word.lower())
        parts = joined(letters, "fi").split("-")
        assert len(parts) == 1 or all(re.search("[aeiouyäö]", part) for part in parts), letters


@pytest.mark.parametrize("lang", LANGUAGES)
def test_listed_compounds_break_at_every_seam_that_is_not_near_an_end(lang: str) -> None:
    for word, seams in COMPOUNDS[lang].items():
        if word.startswith("-"):
            continue
        breaks = set(hyphenate(word, lang, COMPOUNDS[lang]))
        assert {at for at in seams if 3 <= at <= len(word) - 3} <= breaks, word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_breaks_within_three_letters_of_a_seam(lang: str) -> None:
    for word in COMPOUNDS[lang]:
        if word.startswith("-"):
            continue
        seams = COMPOUNDS[lang].seams(word)
        for at in hyphenate(word, lang, COMPOUNDS[lang]):
            assert at in seams or all(abs(at - seam) >= 3 for seam in seams), word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_project_lists_hold_some_hundred_compounds(lang: str) -> None:
    assert len(COMPOUNDS[lang]) > 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fixed_words_of_publications_can_be_hyphenated(lang: str) -> None:
    words = {word for text in strings(lang).values() for word in text.split()}
    assert sum(bool(hyphenate(word, lang, COMPOUNDS[lang])) for word in words) > 50


def test_a_seam_needs_the_next_part_and_not_only_an_ending() -> None:
    listed = Compounds({"palvelustrategia": (7,), "kotihoito": (4,)})
    assert listed.seams("palvelustrategiasta") == (7,)
    assert listed.seams("palvelusta") == ()
    assert listed.seams("kotihoidossa") == (4,)
    assert listed.seams("kotia") == ()


def test_the_longest_shared_beginning_decides() -> None:
    listed = Compounds({"palvelutaso": (7,), "palvelutasopäätös": (7, 11)})
    assert listed.seams("palvelutasopäätöksen") == (7, 11)
    assert listed.seams("palvelutason") == (7,)


def test_a_floating_part_applies_inside_a_word_and_not_at_its_beginning() -> None:
    listed = Compounds({"-sosaami": (1,), "-psyko": (0,)})
    assert listed.seams("hankintasosaaminen") == (9,)
    assert listed.seams("koulupsykologi") == (5,)
    assert listed.seams("psykologi") == ()


def test_a_list_is_read_with_its_remarks(tmp_path: Path) -> None:
    listed = "# note\n\nErikois=sairaan=hoito  # as HUS writes it\n-s=osaami\n-=psyk\n"
    write(tmp_path, "assets/hyphenation/fi.txt", listed)
    assert dict(load_compounds(tmp_path, "fi")) == {
        "erikoissairaanhoito": (7, 14),
        "-sosaami": (1,),
        "-psyk": (0,),
    }


def test_a_project_without_a_list_has_no_compounds(tmp_path: Path) -> None:
    assert len(load_compounds(tmp_path, "fi")) == 0


def test_every_faulty_line_of_a_list_is_reported(tmp_path: Path) -> None:
    name = "assets/hyphenation/sv.txt"
    write(tmp_path, name, "kund=avgift\nhemvård\nbarn==skydd\nvård=2=dygn\nkunda=vgift\n")
    with pytest.raises(BadInput) as caught:
        load_compounds(tmp_path, "sv")
    assert [(finding.code, str(finding.place)) for finding in caught.value.findings] == [
        ("compound-entry", f"{name}:2"),
        ("compound-entry", f"{name}:3"),
        ("compound-entry", f"{name}:4"),
        ("compound-twice", f"{name}:5"),
    ]


def test_a_list_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "assets/hyphenation/sv.txt", "hem=vård\n".encode("latin-1"))
    with pytest.raises(BadInput, match="not UTF-8"):
        load_compounds(tmp_path, "sv")


def test_equal_lists_are_one_list_to_the_memory_of_breaks() -> None:
    one, other = Compounds({"kotihoito": (4,)}), Compounds({"kotihoito": (4,)})
    assert one == other
    assert hash(one) == hash(other)
    assert hyphenate("kotihoito", "fi", {"kotihoito": (4,)}) == hyphenate("kotihoito", "fi", one) == (4,)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_words_is_hyphenated_in_no_time_the_second_time(lang: str) -> None:
    words = made_up_words(2000)
    first = [hyphenate(word, lang, COMPOUNDS[lang]) for word in words]
    start = perf_counter()
    assert [hyphenate(word, lang, COMPOUNDS[lang]) for word in words] == first
    assert perf_counter() - start < 0.5
