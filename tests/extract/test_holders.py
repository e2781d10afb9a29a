"""Whose paper it is when something is wrong with its number: nobody's, until a person looked."""

import random
from dataclasses import replace

import pytest
from drawn_pages import drawn_pages

from extract.pipeline import read_documents
from models.dossiers.draw import write_paper
from ocr.page import Line, Method, Page, Reading

MAKES = ("hoso", "tesseract")
LAND = ("don_dang_ky_bien_dong", "don_tach_hop_thua", "giay_tiep_nhan_ho_so")  # no date of birth
CIVIL = ("ct07", "giay_khai_sinh", "ly_lich_tu_phap", "thong_bao_so_dinh_danh")


def changed(pages: tuple[Page, ...], old: str, word) -> tuple[Page, ...]:
    """The pages with every word that holds these digits changed."""
    return tuple(
        replace(
            page,
            lines=tuple(
                Line(tuple(word(w) if old in w.text else w for w in line.words), line.box)
                for line in page.lines
            ),
        )
        for page in pages
    )


def drawn(type_: str):
    """A paper on which the holder's number stands as one word, and the number."""
    for seed in range(60):
        sheet = write_paper(type_, random.Random(f"holders/{type_}/{seed}"))
        number = next(h["citizen_id"] for h in sheet.truth()["holders"] if h.get("citizen_id"))
        pages = drawn_pages(sheet)
        words = [w.text for page in pages for line in page.lines for w in line.words]
        if "1" in number[1:] and any(number in word for word in words):
            return pages, number
    raise AssertionError(f"no {type_} with such a number was drawn")


def certain(nlp, pages) -> set[str]:
    (document,) = read_documents(pages, nlp)
    return {holder.number for holder in document.holders if holder.certain}


def other_digit(number: str, place: int) -> str:
    digit = str((int(number[place]) + 5) % 10)
    return number[:place] + digit + number[place + 1 :]


def read_as(*texts: tuple[str, str, float]):
    """A word that each reader read so: ``(reader, its number, how surely)``; the first's stands."""

    def change(word):
        shown = "".join(c for c in word.text if not c.isdigit())
        readings = tuple(Reading(r, shown + text, sure) for r, text, sure in texts)
        return replace(word, text=shown + texts[0][1], confidence=texts[0][2], readings=readings)

    return change


@pytest.mark.parametrize("type_", [*LAND, *CIVIL])
def test_a_number_that_both_makes_read_is_certain(nlp, type_):
    pages, number = drawn(type_)
    assert certain(nlp, pages) == {number}


@pytest.mark.parametrize("type_", [*LAND, *CIVIL])
@pytest.mark.parametrize("place", [0, 6, 9, 11])
def test_a_digit_on_which_the_makes_differ_makes_nobody_certain(nlp, type_, place):
    pages, number = drawn(type_)
    wrong = other_digit(number, place)
    for first, second in ((wrong, number), (number, wrong)):
        damaged = read_as(("hoso", first, 0.99), ("tesseract", second, 0.95))
        assert certain(nlp, changed(pages, number, damaged)) == set()


@pytest.mark.parametrize("type_", [*LAND, *CIVIL[1:]])  # on a ct07 it stands in two places
def test_one_reader_alone_files_nothing_whatever_the_birth_date_says(nlp, type_):
    """Birth year and sex tell three digits: of the other nine they say nothing."""
    pages, number = drawn(type_)
    alone = read_as(("hoso", other_digit(number, 9), 0.99))
    assert certain(nlp, changed(pages, number, alone)) == set()


@pytest.mark.parametrize("type_", LAND)
def test_a_number_that_our_reader_is_not_sure_of_is_not_certain(nlp, type_):
    pages, number = drawn(type_)
    unsure = read_as(("hoso", number, 0.93), ("tesseract", number, 0.26))
    assert certain(nlp, changed(pages, number, unsure)) == set()


@pytest.mark.parametrize("place", range(12))
def test_near_numbers_of_two_people_are_left_to_a_person(page_of, read, don_rows, place):
    near = other_digit("001085990017", place)
    rows = [*don_rows[:9], f"Người được ủy quyền: Trần Văn Bình, CCCD số {near}", *don_rows[9:]]
    (document,) = read(page_of(rows, readers=MAKES))
    assert not any(holder.certain for holder in document.holders)


def test_far_numbers_of_two_people_do_no_harm(page_of, read, don_rows):
    rows = [*don_rows[:9], "Người ủy quyền: Trần Văn Bình, CCCD số 036185990021", *don_rows[9:]]
    (document,) = read(page_of(rows, readers=MAKES))
    assert document.citizen_id == "001085990017"


def test_a_text_layer_is_exact(nlp):
    pages, number = drawn("don_dang_ky_bien_dong")
    typed = tuple(
        replace(
            page,
            lines=tuple(
                Line(
                    tuple(replace(w, method=Method.PDF_TEXT, readings=()) for w in line.words),
                    line.box,
                )
                for line in page.lines
            ),
        )
        for page in pages
    )
    assert certain(nlp, typed) == {number}


@pytest.mark.parametrize("scrap", ["1", "I", "Bị", "|"])
def test_scraps_beside_printed_boxes_do_no_harm(page_of, read, ct01_rows, scrap):
    rows = [row.replace("036185990021", f"036185990021 {scrap}") for row in ct01_rows]
    (document,) = read(page_of(rows, readers=MAKES))
    assert document.citizen_id == "036185990021"


def test_a_stroke_read_as_a_letter_is_still_the_digit(nlp):
    pages, number = drawn("don_tach_hop_thua")
    place = number.find("1", 1)
    stroke = number[:place] + "I" + number[place + 1 :]
    damaged = read_as(("hoso", number, 0.99), ("tesseract", stroke, 0.6))
    assert certain(nlp, changed(pages, number, damaged)) == {number}


# An old card and the 12 digits: linked only by a paper that prints both, both surely read.


def notice(nlp, change=lambda pages, card: pages):
    for seed in range(20):
        sheet = write_paper("thong_bao_so_dinh_danh", random.Random(f"notice/{seed}"))
        fields = sheet.truth()["fields"]
        card = (fields.get("old_id_card_number") or {}).get("value")
        if card:
            (document,) = read_documents(change(drawn_pages(sheet), card), nlp)
            return document.holders[0], fields["citizen_id"]["value"], card
    raise AssertionError("no notice with an old card was drawn")


def test_a_paper_that_prints_both_numbers_links_them(nlp):
    holder, number, card = notice(nlp)
    assert (holder.citizen_id, holder.id_card_number, holder.certain) == (number, card, True)


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_doubtful_card_is_not_linked(nlp, place):
    def damage(pages, card):
        wrong = other_digit(card, place)
        return changed(pages, card, read_as(("hoso", wrong, 0.99), ("tesseract", card, 0.9)))

    holder, number, _ = notice(nlp, damage)
    assert (holder.citizen_id, holder.id_card_number, holder.certain) == (number, None, True)


def test_an_uncertain_number_takes_no_card_along(nlp):
    sheet = write_paper("thong_bao_so_dinh_danh", random.Random("notice/0"))
    number = sheet.truth()["fields"]["citizen_id"]["value"]
    pages = drawn_pages(sheet)
    lone = changed(pages, number, read_as(("hoso", number, 0.99)))
    (document,) = read_documents(lone, nlp)
    (holder,) = document.holders
    assert (holder.certain, holder.id_card_number) == (False, None)


@pytest.mark.parametrize("speck", [".", " ", "-", "|"])
def test_a_speck_between_the_digits_may_be_the_rest_of_a_digit(nlp, speck):
    """An 8 whose left half is worn away is a 3 for every reader; one of them sees the rest."""
    pages, number = drawn("don_dang_ky_bien_dong")
    parted = f"{number[:10]}{speck}{number[10:]}"
    readings = (
        ("hoso", number, 0.99),
        ("tesseract", parted, 0.91),
        ("tesseract-eng", number, 0.96),
    )
    assert certain(nlp, changed(pages, number, read_as(*readings))) == set()


def test_an_earlier_card_alone_files_nothing(nlp):
    def damage(pages, card):
        return tuple(replace(page, lines=tuple(map(without_number, page.lines))) for page in pages)

    def without_number(line):
        words = tuple(
            replace(w, text="?" * 12) if sum(map(str.isdigit, w.text)) == 12 else w
            for w in line.words
        )
        return Line(words, line.box)

    holder, _, _ = notice(nlp, damage)
    assert (holder.number, holder.certain) == (None, False)
