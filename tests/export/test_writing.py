"""agent/export: what another system reads is exactly what was confirmed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from agent.domain.export import ExportRow
from agent.domain.ids import EntryId
from agent.export.errors import RowRefused, UnknownTarget
from agent.export.targets import TARGETS
from agent.export.writing import write_rows
from tests.builders import TODAY

ROW = ExportRow(
    entry_id=EntryId("e1"), date=TODAY, units=3, unit=360, matter="00042-Hale", client_name="Copper Kettle Bakery Pty Ltd",
    narrative="Telephone conference regarding “draft lease” – rent", activity_code="A106", category=None,
    user_name="Ruth Calder", user_email="ruth@kestrel.example", user_initials="RC", rate=None, billable=True,
)  # fmt: skip
ALL = [(t.id, form) for t in TARGETS for form in t.formats]


def as_csv(target: str, **fields: Any) -> list[dict[str, str]]:
    """Write one row and read it back by its headers."""
    text = write_rows(target, "csv", [replace(ROW, **fields)]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_sheet(target: str, **fields: Any) -> Any:
    """Write one row as XLSX and return the sheet."""
    return openpyxl.load_workbook(io.BytesIO(write_rows(target, "xlsx", [replace(ROW, **fields)]))).active


def test_clio_gets_its_own_template_to_the_letter() -> None:
    first = write_rows("clio-csv", "csv", [ROW]).decode().split("\r\n")[0]
    assert first == "matter,date,activity_description,note,price,quantity,type,activity_user,non_billable"
    (row,) = as_csv("clio-csv")
    assert row["date"] == "19/05/2026"
    assert (row["quantity"], row["type"], row["non_billable"], row["price"]) == ("0.3", "", "", "")
    assert as_csv("clio-csv", billable=False)[0]["non_billable"] == "yes"


def test_a_quarter_of_an_hour_is_written_exactly_or_not_at_all() -> None:
    quarters = {"units": 3, "unit": 900}
    for target, header in {
        "clio-csv": "quantity",
        "clio-lexunits": "Quantity",
        "actionstep": "Quantity",
        "smokeball": "Hours",
    }.items():
        assert as_csv(target, **quarters)[0][header] == "0.75"
    generic = as_csv("generic", **quarters)[0]
    assert (generic["Hours"], generic["Units"], generic["Minutes"]) == ("0.75", "3", "45")
    with pytest.raises(RowRefused, match=r"0\.75 h is not whole six-minute units"):
        as_csv("leap", **quarters)
    assert as_csv("leap", units=2, unit=900)[0]["Units"] == "5"


@pytest.mark.parametrize("units", [1, 3, 10, 12, 240])
def test_every_target_says_the_same_time_in_its_own_measure(units: int) -> None:
    hours = Decimal(units) / 10
    assert Decimal(as_csv("clio-csv", units=units)[0]["quantity"]) == hours
    assert Decimal(as_csv("clio-lexunits", units=units)[0]["Quantity"]) == hours
    assert Decimal(as_csv("actionstep", units=units)[0]["Quantity"]) == hours
    assert Decimal(as_csv("smokeball", units=units)[0]["Hours"]) == hours
    assert as_csv("leap", units=units)[0]["Units"] == str(units)
    generic = as_csv("generic", units=units)[0]
    assert (generic["Units"], generic["Minutes"]) == (str(units), str(units * 6))


def test_a_date_in_a_workbook_is_a_date_and_text_stays_text() -> None:
    sheet = as_sheet("smokeball", matter="00042", narrative="0412 345 678 called back")
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["Date"].is_date
    assert (cells["Matter Number"].value, cells["Matter Number"].data_type) == ("00042", "s")
    assert cells["Subject"].data_type == "s"
    assert cells["Matter Number"].quotePrefix
    assert cells["Hours"].value == 0.3


def test_nobodys_name_is_in_the_workbooks_properties() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_rows("leap", "xlsx", [ROW])))
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t=", "  =", "\n="])
@pytest.mark.parametrize(("target", "form"), ALL)
def test_a_narrative_that_a_spreadsheet_would_run_is_refused(target: str, form: str, start: str) -> None:
    with pytest.raises(RowRefused):
        write_rows(target, form, [replace(ROW, narrative=f'{start}HYPERLINK("http://x")')])


@pytest.mark.parametrize("bad", ["=1+1", "@home", "+61", "a\tb", "a\x00b", "\r=1", " =1", "\u3000@x"])
def test_a_matter_that_a_spreadsheet_would_run_is_refused(bad: str) -> None:
    with pytest.raises(RowRefused):
        write_rows("generic", "csv", [replace(ROW, matter=bad)])


def test_openpyxl_alone_would_have_made_a_formula() -> None:
    """The control: the library takes such a text for a formula."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]  # a new book has a sheet
    assert book.active["A1"].data_type == "f"  # type: ignore[index]  # as above


def test_a_plain_file_has_no_byte_order_mark_and_another_one_has() -> None:
    assert not write_rows("generic", "csv", [ROW]).startswith(b"\xef\xbb\xbf")
    assert write_rows("generic", "csv", [replace(ROW, client_name="Tūī")]).startswith(b"\xef\xbb\xbf")
    assert as_csv("generic", client_name="Tūī")[0]["Client"] == "Tūī"


def test_a_narrative_stands_on_one_line_with_plain_quotes() -> None:
    (row,) = as_csv("generic", narrative="Attending on “lease”\n– and\trent…")
    assert row["Description"] == 'Attending on "lease" - and rent...'


def test_nothing_is_cut_short() -> None:
    assert as_csv("generic", narrative="word " * 2000)[0]["Description"] == " ".join(["word"] * 2000)
    with pytest.raises(RowRefused):
        write_rows("generic", "xlsx", [replace(ROW, narrative="x" * 32_768)])


@pytest.mark.parametrize(("target", "form"), [("unknown", "csv"), ("generic", "pdf"), ("generic", "")])
def test_an_unknown_target_or_form_is_refused(target: str, form: str) -> None:
    with pytest.raises(UnknownTarget):
        write_rows(target, form, [ROW])


@pytest.mark.parametrize("field", ["matter", "narrative"])
def test_a_row_without_what_the_target_needs_is_refused(field: str) -> None:
    with pytest.raises(RowRefused):
        write_rows("generic", "csv", [replace(ROW, **{field: ""})])  # type: ignore[arg-type]  # both are text


@pytest.mark.parametrize("target", ["clio-lexunits", "actionstep", "leap"])
def test_time_that_is_not_billable_is_never_written_where_the_file_cannot_say_so(target: str) -> None:
    """The control is the same row when it is billable."""
    with pytest.raises(RowRefused, match="not billable"):
        write_rows(target, "csv", [ROW, replace(ROW, billable=False)])
    assert write_rows(target, "csv", [ROW])


@pytest.mark.parametrize("target", ["clio-lexunits", "actionstep"])
def test_a_rate_of_its_own_is_not_dropped(target: str) -> None:
    with pytest.raises(RowRefused, match="rate"):
        write_rows(target, "csv", [replace(ROW, rate=Decimal(100))])
