"""The tables of transliteration: which letters give which, and after or before what.

Each table is a list of rules, tried from the top at each place of a text; the first that fits
wins. A rule is a regular expression of the letters taken, with what must stand around them, and
what is written for them. Letters that no rule takes stay as they are.
"""

Rules = tuple[tuple[str, str], ...]

APOSTROPHE = "['’ʼ`′‘ʹ´]"
_UK_WORD = "а-щьюяґєіїА-ЩЬЮЯҐЄІЇ'’ʼ`′‘ʹ´"
_UK_START = rf"(?<![{_UK_WORD}])"

UK_EN: Rules = (
    ("зг", "zgh"),
    (f"{_UK_START}є", "ye"), (f"{_UK_START}ї", "yi"), (f"{_UK_START}й", "y"),
    (f"{_UK_START}ю", "yu"), (f"{_UK_START}я", "ya"),
    ("є", "ie"), ("ї", "i"), ("й", "i"), ("ю", "iu"), ("я", "ia"),
    (f"(?<=[{_UK_WORD}]){APOSTROPHE}(?=[{_UK_WORD}])", ""), ("ь", ""),
    ("а", "a"), ("б", "b"), ("в", "v"), ("г", "h"), ("ґ", "g"), ("д", "d"), ("е", "e"),
    ("ж", "zh"), ("з", "z"), ("и", "y"), ("і", "i"), ("к", "k"), ("л", "l"), ("м", "m"),
    ("н", "n"), ("о", "o"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"), ("у", "u"),
    ("ф", "f"), ("х", "kh"), ("ц", "ts"), ("ч", "ch"), ("ш", "sh"), ("щ", "shch"),
)  # fmt: skip
"""Ukrainian in Latin letters: Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010,
"On normalising the transliteration of the Ukrainian alphabet by means of the Latin alphabet":
the table, note 1 (зг gives zgh) and note 2 (the soft sign and the apostrophe are not written).
The UN Conference on the Standardization of Geographical Names adopted it (resolution X/9, 2012).
"""

_UK_SOFTENING = "яєюіїь"
_UK_HARD_CONSONANT = "(?<=[бвгґджзкмнпрстфхцчшщ])"

UK_PL: Rules = (
    ("лл(?=[яєюь])", "ll"),
    ("л(?=[яєюіїь])", "l"),
    ("(?<=л)я", "a"), ("(?<=л)є", "e"), ("(?<=л)ю", "u"), ("(?<=л)ьо", "o"), ("(?<=л)ь", ""),
    (f"{_UK_HARD_CONSONANT}я", "ia"), (f"{_UK_HARD_CONSONANT}є", "ie"),
    (f"{_UK_HARD_CONSONANT}ю", "iu"), (f"{_UK_HARD_CONSONANT}ьо", "io"),
    ("дзь(?!о)", "dź"), ("зь(?!о)", "ź"), ("сь(?!о)", "ś"), ("ць(?!о)", "ć"), ("нь(?!о)", "ń"),
    ("ь", "ʹ"),
    (f"(?<=[{_UK_WORD}]){APOSTROPHE}(?=[{_UK_WORD}])", ""),
    ("я", "ja"), ("є", "je"), ("ю", "ju"), ("ї", "ji"), ("й", "j"),
    ("а", "a"), ("б", "b"), ("в", "w"), ("г", "h"), ("ґ", "g"), ("д", "d"), ("е", "e"),
    ("ж", "ż"), ("з", "z"), ("и", "y"), ("і", "i"), ("к", "k"), ("л", "ł"), ("м", "m"),
    ("н", "n"), ("о", "o"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"), ("у", "u"),
    ("ф", "f"), ("х", "ch"), ("ц", "c"), ("ч", "cz"), ("ш", "sz"), ("щ", "szcz"),
)  # fmt: skip
"""Ukrainian as Polish writes it: "Uwagi szczegółowe do transkrypcji wyrazów ukraińskich", rule 319
(78.B) of the PWN spelling rules, in the form that the Commission on Standardization of Geographical
Names Outside Poland (KSNG) sets for names of places: сь зь ць нь дзь give ś ź ć ń dź, another soft
sign gives the modifier prime ʹ (U+02B9), which is not an apostrophe.
"""

_PL_WORD = "a-ząćęłńóśźżA-ZĄĆĘŁŃÓŚŹŻ"
_PL_END = f"(?![{_PL_WORD}])"
_PL_START = f"(?<![{_PL_WORD}])"
_PL_VOWEL = "aąeęioóuy"
_PL_AFTER_VOWEL = f"(?<=[{_PL_VOWEL}])"
_PL_LABIAL = "(?<=[bpwmfv])"
_PL_SOFT_AHEAD = "(?=[bcdfghkmnprstwz]?[ilśćźń]|sz|cz|sk|ck|dzk)"
_PL_K_ENDING = f"(?=k[aou]?{_PL_END})"
_PL_LIP_AHEAD = "(?=[bp])"

PL_UK: Rules = (
    # Names of long standing that run through compound ones
    ("łódź", "лодзь"), ("śląs(?=k)", "шльонсь"), ("podlas(?=k)", "підлясь"),
    # Endings of Slavic place names
    (f"jec{_PL_END}", "єць"), (f"iec{_PL_END}", "ець"),
    (f"ec{_PL_END}", "ець"), (f"ica{_PL_END}", "иця"),
    (f"ik{_PL_END}", "ик"), (f"icz{_PL_END}", "ич"), (f"(?<=[kg])i{_PL_END}", "и"),
    (f"ść{_PL_END}", "сць"), (f"(?<=r)ia{_PL_END}", "ія"), (f"ą{_PL_END}", "ою"),
    (f"dz{_PL_K_ENDING}", "дзь"), (f"s{_PL_K_ENDING}", "сь"),
    (f"c{_PL_K_ENDING}", "ць"),
    # Groups of letters for one sound
    ("szcz", "щ"), ("sz", "ш"), ("cz", "ч"), ("ch", "х"), ("dż", "дж"),
    (f"dź{_PL_SOFT_AHEAD}", "дз"), ("dź", "дзь"), ("dz", "дз"),
    ("(?<=[ptk])rz", "ш"), ("(?<=ch)rz", "ш"), ("rz", "ж"),
    # l is soft, ł is hard
    ("lió", "лю"), (f"lia{_PL_END}", "лія"), ("lia", "ліа"), ("lią", "льон"), ("liu", "лю"),
    ("lio", "льо"),
    (f"lą{_PL_LIP_AHEAD}", "льом"), ("lą", "льон"), ("la", "ля"), ("lo", "льо"), ("ló", "лю"),
    ("lu", "лю"), ("l(?=[eęil])", "л"), ("l", "ль"), ("ł", "л"),
    # i that only softens the consonant before it
    (f"{_PL_START}ie", "є"), (f"{_PL_AFTER_VOWEL}ie", "є"), ("ie", "е"),
    (f"ię{_PL_LIP_AHEAD}", "ем"), ("ię", "ен"),
    (f"{_PL_LABIAL}ią{_PL_LIP_AHEAD}", "йом"), (f"{_PL_LABIAL}ią", "йон"),
    (f"ią{_PL_LIP_AHEAD}", "ьом"), ("ią", "ьон"),
    ("ia", "я"), ("iu", "ю"), ("ió", "ю"),
    (f"{_PL_LABIAL}io", "йо"), (f"{_PL_START}io", "йо"), (f"{_PL_AFTER_VOWEL}io", "йо"),
    ("(?<=[kgh])io", "іо"), ("io", "ьо"),
    # i after hissing consonants and c, and elsewhere
    ("(?<=[csz]z)i", "и"), ("(?<=rz)i", "и"), ("(?<=[cż])i", "и"), (f"{_PL_AFTER_VOWEL}i", "ї"),
    ("i", "і"), (f"{_PL_AFTER_VOWEL}y", "й"),
    # j
    (f"(?<=[bcćdfghkłmnńprsśtwzźż])ja{_PL_END}", "ія"),
    ("(?<=[bcćdfghkłmnńprsśtwzźż])ja", "’я"), ("(?<=[bcćdfghkłmnńprsśtwzźż])je", "’є"),
    ("(?<=[bcćdfghkłmnńprsśtwzźż])ju", "’ю"), ("(?<=[bcćdfghkłmnńprsśtwzźż])jó", "’ю"),
    ("ja", "я"), ("je", "є"), ("ju", "ю"), ("jó", "ю"), ("ji", "ї"), ("jo", "йо"),
    (f"ją{_PL_LIP_AHEAD}", "йом"), ("ją", "йон"), (f"ję{_PL_LIP_AHEAD}", "єм"), ("ję", "єн"),
    ("j", "й"),
    # Nasal vowels
    (f"ą{_PL_LIP_AHEAD}", "ом"), ("ą(?=[lł])", "о"), ("ą", "он"),
    (f"ę{_PL_LIP_AHEAD}", "ем"), (f"ę{_PL_END}", "е"), ("ę(?=[lł])", "е"), ("ę", "ен"),
    # Softness that Ukrainian leaves unwritten before a soft consonant
    (f"ń{_PL_SOFT_AHEAD}", "н"), ("ń", "нь"), (f"ś{_PL_SOFT_AHEAD}", "с"), ("ś", "сь"),
    (f"ź{_PL_SOFT_AHEAD}", "з"), ("ź", "зь"), (f"ć{_PL_SOFT_AHEAD}", "ц"), ("ć", "ць"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"),
    ("h", "г"), ("k", "к"), ("m", "м"), ("n", "н"), ("o", "о"), ("ó", "у"), ("p", "п"),
    ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"),
    ("x", "кс"), ("y", "и"), ("z", "з"), ("ż", "ж"),
)  # fmt: skip
"""Polish names as Ukrainian writes them: Ukrainian Orthography (2019), the paragraphs on Slavic
surnames and on geographical names of Slavic countries (е for ie, йо after lip consonants and ьо
after other soft ones for io, и after hissing consonants, ц and in -ик -иця, он ен and before lip
consonants ом ем for ą ę, no soft sign before soft consonants), with the letters' table of the
Ministry's instruction on geographical names and terms of Poland (2001). g is г, as the
Orthography writes geographical names.
"""

PL_PREPOSITIONS = frozenset({"nad", "pod", "na", "w", "we", "za", "przy", "koło"})
"""What a compound name is joined around with hyphens in Ukrainian (Добжинь-над-Віслою)."""

PL_ADJECTIVE = r"(?:sk|ck|dzk|^wielk)(?P<ending>i|a|ie)$"
"""A Polish adjective of relation; what stands before its ending is written letter by letter."""

PL_FOLLOWER = rf"{PL_ADJECTIVE}|^(?:górn|doln|mał|now|star)(?:y|a|e)$"
"""An adjective that, when it follows its noun, is joined to it with a hyphen."""
