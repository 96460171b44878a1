"""Which code page a bank wrote its file in, by whether its letters make words of a language written in it."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from re import split
from unicodedata import name

from core.importers.csv_headers import is_known

_SAMPLE_BYTES = 32_768
_WESTERN = (
    "äöüßéà",  # German
    "àâäçèéêëîïôöùûüÿœæ",  # French
    "áéíñóúüç",  # Spanish
    "áâãàçéêíóôõúü",  # Portuguese
    "àèéìíòóùúçïü",  # Italian, Catalan
    "éèëêïóöüáí",  # Dutch
    "åäöéü",  # Swedish, Finnish
    "æøåéäöüòóô",  # Danish, Norwegian
    "áðéíóúýþæö",  # Icelandic
)
_CENTRAL = (
    "ąćęłńóśźżé",  # Polish
    "áčďéěíňóřšťúůýžöü",  # Czech
    "áäčďéíĺľňóôŕšťúýžöü",  # Slovak
    "áéíóöőúüűä",  # Hungarian
    "čćđšžé",  # Croatian, Slovene
    "ăâîşţșțé",  # Romanian
)
_JAPANESE = "".join(map(chr, [*range(0x3001, 0x3100), *range(0x4E00, 0x9FA1), *range(0xFF01, 0xFFA0)]))
_LANGUAGES = {
    page: tuple(frozenset(letters + letters.upper()) for letters in languages)
    for page, languages in {
        "cp1252": _WESTERN,
        "iso8859_15": _WESTERN,
        "cp1250": _CENTRAL,
        "iso8859_2": _CENTRAL,
        "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
        "cp1254": ("çğıİöşüâîû",),
        "cp850": _WESTERN,
        "cp852": _CENTRAL,
        "cp1255": ("אבגדהוזחטיךכלםמןנסעףפץצקרשת₪",),
        "cp1251": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяђјљњћџѓќѕ"),
        "cp1253": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ",),
        "cp1256": ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",),
        "cp932": (_JAPANESE,),
    }.items()
}
"""What each page is written for: the letters of its languages. Of two that fit alike, the one further up."""
PAGES = tuple(_LANGUAGES)
_SIGNS = frozenset("€£¥§°–—‘’“”„‚…•·«»¦©®™²³½¼¾¿¡×´ªº\u00a0\u00ad\u200e\u200f")
_WITHIN_WORDS = frozenset("’‘·´ªº\u00a0\u00ad\u200e\u200f")
_MIXED = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH", "FULLWIDTH", "CJK"})
"""Scripts that stand in one Japanese word."""
_LOST = "?"
"""What another program left of a letter: the byte behind it may be the other half and tells nothing."""
_BESIDE_NO_WORD = frozenset("£¥§½¼¾×")
_LAST_IN_WORD = frozenset("ςךםןףץ")


def likeliest_pages(data: bytes) -> list[str]:
    """The code pages, likeliest first: by the column names known in it, then by letters that make words."""
    sample = b"".join(_telling(data))
    fits = {page: fit for page in _LANGUAGES if (fit := _fit(sample, page))}
    return sorted(fits, key=lambda page: fits[page], reverse=True)


def _telling(data: bytes) -> Iterator[bytes]:
    """The first lines that hold more than the letters every page has."""
    left = _SAMPLE_BYTES
    for line in BytesIO(data):
        if not line.isascii():
            yield line
            left -= len(line)
            if left <= 0:
                return


def _fit(sample: bytes, page: str) -> tuple[int, float] | None:
    """How many column names are known, and the share of letters of one language; None where it cannot be."""
    try:
        text = sample.decode(page)
    except UnicodeDecodeError:
        return None
    seen = Counter(zip(f" {text}", text, f"{text[1:]} ", strict=False))
    beyond = {near: times for near, times in seen.items() if not near[1].isascii() and near[0] != _LOST}
    well: Counter[str] = Counter()
    for near, times in beyond.items():
        well[near[1]] += times * _stands_well(*near)
    told = max(_counted(well, letters | _SIGNS) for letters in _LANGUAGES[page])
    return _known_names(text), told / max(sum(beyond.values()), 1)


def _counted(well: Counter[str], letters: frozenset[str]) -> int:
    return sum(times for letter, times in well.items() if letter in letters)


def _known_names(text: str) -> int:
    """How many column names of the first lines are known only because of a letter of this page."""
    cells = split(r'[,;\t|\r\n"]+', text[:4_000])
    return sum(is_known(cell) for cell in cells if not cell.isascii())


def _stands_well(before: str, letter: str, after: str) -> bool:
    """Whether a letter may stand between its neighbours: one script a word, capitals before small letters."""
    beside = before.isalpha() + after.isalpha()
    if letter in _SIGNS:
        return letter in _WITHIN_WORDS or beside < (1 if letter in _BESIDE_NO_WORD else 2)
    if before.islower() and letter.isupper():
        return False
    if letter.islower() and before.isupper() and after.isupper():
        return False
    if letter in _LAST_IN_WORD and after.isalpha():
        return False
    return all(_script(letter) == _script(each) for each in (before, after) if each.isalpha())


def _script(letter: str) -> str:
    """The alphabet of a letter; those that Japanese mixes are one."""
    script = name(letter, "").split(" ")[0]
    return "JAPANESE" if script in _MIXED else script
