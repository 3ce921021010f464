"""What is said about a register file, in the reader's language: where, what, and what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pobratym.directory.registers.problems import Problem, RefusedFileError

REGISTERS: Mapping[str, Promise] = {
    "TERC": _("TERC, units of Poland"),
    "KATOTTG": _("KATOTTG, units of Ukraine"),
    "GUS_POPULATION": _("population of gminas"),
    "PL_AREA": _("area of gminas"),
    "KSE": _("hromadas: population, area, centres"),
    "W3I": _("population of hromadas"),
    "PL_TOWNS": _("coordinates of Polish towns"),
    "GEONAMES": _("coordinates of towns (GeoNames)"),
    "GUS_INDICATORS": _("indicators of gminas"),
    "KSE_INDICATORS": _("indicators of hromadas"),
    "TWIN_WIKIPEDIA": _("partner cities (Wikipedia)"),
    "TWIN_WIKIDATA": _("partner cities (Wikidata)"),
    "TWIN_W3I": _("partner cities (W3I)"),
    "edebo_schools": _("EDEBO, schools of Ukraine"),
    "edebo_vocational": _("EDEBO, vocational schools of Ukraine"),
    "edebo_higher": _("EDEBO, higher education of Ukraine"),
    "isuo": _("ISUO, schools of Ukraine"),
    "nszu": _("NSZU, hospitals and clinics of Ukraine"),
    "cnap": _("administrative service centres of Ukraine"),
    "cke": _("primary schools of Poland, by the list of the eighth-grade exam"),
    "care_homes": _("care homes of a voivodeship"),
    "day_centres": _("day centres of a voivodeship"),
    "senior_clubs": _("senior clubs and day homes of a voivodeship"),
    "social_centres": _("social assistance centres of a voivodeship"),
    "hospitals_pl": _("hospitals of Poland (Eurostat)"),
    "own_list": _("a city’s own list of institutions"),
}
"""What each register and statistic is called."""


def called(scheme: str) -> Promise | str:
    """Say what a register is called; one that regions publish has its region after a colon."""
    return REGISTERS.get(scheme.partition(":")[0], scheme)


REFUSALS: Mapping[str, Promise] = {
    "empty_file": _("The file is empty. Download it again."),
    "web_page": _(
        "This is a web page, not a register: the address led to a page instead of the file. "
        "Open the page in a browser and download the file itself."
    ),
    "pdf": _("This is a PDF. Take the XML, CSV, JSON or Excel file that the register offers."),
    "excel_lock_file": _(
        "This is the note that Excel leaves beside an open workbook (its name begins with ~$). "
        "Close the workbook and choose the file without ~$."
    ),
    "damaged_archive": _("The archive is torn or damaged. Download it again."),
    "many_files_in_archive": _(
        "The archive holds %(count)s files that could be meant. Unpack it and give one of them."
    ),
    "too_large": _(
        "Unpacked, the file is larger than %(megabytes)s MB; no register is. Check its source."
    ),
    "too_many_rows": _(
        "The list has more than %(most)s rows, or a row of more than %(cells)s cells. Cut it into "
        "several, and leave out what is not in the template."
    ),
    "unknown_encoding": _(
        "The letters cannot be told: the file is neither UTF-8 nor UTF-16, Windows-1250, "
        "Windows-1251 or ISO 8859-2. Save it as UTF-8."
    ),
    "broken_workbook": _("The workbook is damaged. Open it in Excel and save it anew as XLSX."),
    "locked_or_broken_workbook": _(
        "The workbook is damaged or has a password. Open it in Excel and save it anew, without a "
        "password."
    ),
    "broken_xml": _(
        "Line %(line)s, column %(column)s: the XML is broken off or damaged. Download it again."
    ),
    "xml_with_dtd": _(
        "The XML brings definitions of its own (DTD), which could open other files. No official "
        "register does; check its source."
    ),
    "too_deep": _("Line %(line)s: the XML is nested too deep to be a register. Check its source."),
    "broken_json": _("Line %(line)s: the JSON is broken off or damaged. Download it again."),
    "broken_record": _("Record %(record)s: the JSON is broken off or damaged. Download it again."),
    "not_a_list": _(
        "Line %(line)s: a list of records is expected here. Take the register itself, not an "
        "extract or a description of it."
    ),
    "record_too_long": _("Line %(line)s: this record never ends. Download the file again."),
    "quote_not_closed": _(
        "Line %(line)s: a quotation mark opens here and is never closed. Close it or take it out."
    ),
    "cell_too_long": _(
        "Line %(line)s: a cell has more than %(most)s signs, which no register has. Check the line "
        "breaks and separators, or download the file again."
    ),
    "broken_row": _("Line %(line)s: the row cannot be parted into cells. Download the file again."),
    "conflict_markers": _(
        "Line %(line)s: two editions were merged here by a program and nobody decided between "
        "them (<<<<<<<). Download the original file."
    ),
    "simc": _("This is SIMC, the register of localities. Take TERC from the same page of TERYT."),
    "koatuu": _("These are KOATUU codes, abolished in 2020. Take the codifier KATOTTG."),
    "not_a_register": _(
        "No known register: no row of column names was found in the first 40 rows. TERC, KATOTTG "
        "and the published statistics are read; take the file as it was published."
    ),
    "unknown_institution_columns": _(
        "None of the known registers of institutions has these columns: %(columns)s. Take the file "
        "as it was published, or put the institutions into our template."
    ),
    "swapped_columns": _(
        "The column “%(expected)s” does not hold kinds of institutions, but the column “%(found)s” "
        "does. Were the two swapped? Give each column its own name."
    ),
    "unknown_columns": _(
        "None of the known registers has these columns: %(columns)s. TERC, KATOTTG and the "
        "published statistics are read; take the file as it was published."
    ),
}
"""Why a whole file is refused."""

PROBLEMS: Mapping[str, Promise] = {
    "conflict_marker": _(
        "two editions were merged here and nobody decided between them; download the original file"
    ),
    "wrong_cell_count": _(
        "%(found)s cells instead of %(expected)s; look for a missing or an extra separator"
    ),
    "wrong_code": _("“%(found)s” is not a code of this register; correct it"),
    "wrong_code_length": _("the code “%(found)s” does not have %(expected)s signs; correct it"),
    "no_code": _("the code is missing; add it"),
    "code_with_gap": _("a part of the code is missing in the middle; add it"),
    "unknown_kind": _("no such kind of unit: “%(found)s”; correct it"),
    "wrong_level": _(
        "a unit of the kind %(kind)s has %(expected)s codes, this row has more; correct it"
    ),
    "other_parent": _("the code does not lie in %(parent)s; correct one of them"),
    "unknown_parent": _("the unit above, %(parent)s, is not in the file; add it or correct it"),
    "duplicate_code": _(
        "the code stands %(first)s already, with other content; take out one of them"
    ),
    "other_edition": _(
        "the row is of %(found)s, the file of %(expected)s; do not put two editions together"
    ),
    "no_name": _("the name is missing; add it"),
    "no_letters": _("“%(found)s” is not a name; correct it"),
    "too_long": _("the name has %(length)s signs, %(most)s at most; shorten it"),
    "bad_character": _("the name holds an invisible sign, %(character)s; take it out"),
    "bad_bytes": _("the byte %(byte)s is no letter in this encoding; type the letter anew"),
    "not_a_number": _("“%(found)s” is not a number; correct it"),
    "not_whole": _("“%(found)s” people: a whole number is needed"),
    "out_of_range": _("%(found)s cannot be: expected from %(least)s to %(most)s; correct it"),
    "no_coordinates": _("the coordinates are missing; add them"),
    "not_a_date": _("“%(found)s” is not a date; write it as 2026-01-31"),
    "date_too_early": _("the date %(found)s is too long ago; correct it"),
    "name_normalised": _("note: letters and their marks were joined into single signs"),
    "space_replaced": _("note: an unusual blank was replaced by a plain one"),
    "letter_replaced": _("note: a Cyrillic letter in the code was taken for its Latin twin"),
    "same_row_twice": _("note: the same stands %(first)s; read once"),
    "ambiguous_name": _(
        "note: “%(name)s” could be %(count)s different places; left without coordinates"
    ),
    "same_institution_twice": _("note: the same institution stands %(first)s; read once"),
    "no_place": _("note: no city and no village is named; left out"),
    "place_unknown": _(
        "note: the place “%(place)s” is not in the register of territories; left out"
    ),
    "ambiguous_place": _("note: “%(place)s” could be in %(count)s municipalities; left out"),
    "village_without_gmina": _(
        "note: “%(place)s” is a village, and the file does not say of which gmina; left out"
    ),
    "formula": _("“%(found)s” begins like a formula; take out its first sign"),
    "no_kind": _("the kind is missing; add it"),
    "unknown_institution_kind": _(
        "“%(found)s” is not a kind of institution; take one of those in the template"
    ),
    "not_a_website": _("“%(found)s” is not the address of a website; correct it"),
    "unknown_code": _("note: no municipality has this code; passed over"),
    "unknown_place": _("note: no municipality of ours is called “%(name)s”; passed over"),
    "several_places": _("note: “%(name)s” could be %(count)s municipalities; passed over"),
    "not_municipality": _("note: “%(name)s” is not a municipality; passed over"),
    "unknown_country": _("note: no country is called “%(name)s”; passed over"),
}
"""What is wrong with a row, and what to do."""


def refusal(file_name: str, error: RefusedFileError) -> str:
    """Say why a whole file is refused."""
    return gettext("%(file)s: %(reason)s") % {
        "file": file_name,
        "reason": str(REFUSALS[error.reason]) % error.facts,
    }


def place_of(problem: Problem) -> str:
    """Say where a row stands."""
    if problem.counted == "record":
        return gettext("record %(number)s") % {"number": problem.line}
    return gettext("line %(number)s") % {"number": problem.line}


def reason_of(problem: Problem) -> str:
    """Say what is wrong with a row and what to do, without its place."""
    first = problem.facts.get("first", "")
    if problem.counted == "record":
        earlier = gettext("in record %(number)s") % {"number": first}
    else:
        earlier = gettext("on line %(number)s") % {"number": first}
    return str(PROBLEMS[problem.reason]) % {**problem.facts, "first": earlier}


def sentence(file_name: str, problem: Problem) -> str:
    """Say what is wrong with one row."""
    facts = {
        "file": file_name,
        "place": place_of(problem),
        "code": problem.code,
        "reason": reason_of(problem),
    }
    if problem.code:
        return gettext("%(file)s, %(place)s, %(code)s: %(reason)s.") % facts
    return gettext("%(file)s, %(place)s: %(reason)s.") % facts
