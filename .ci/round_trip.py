#!/usr/bin/env python3
"""Blank forms there and back: filled in, saved by another program in each of its formats, and read.

round_trip.py TALLYBOOK REGISTER WORK     needs openpyxl, pyarrow and LibreOffice

Every answer must come back as it was filled in, and every statement must be known by its id: that is what the
forms' hidden column is for.
"""

import itertools
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

YEAR = "2026"
FORMATS = ["xlsx", "xls", "ods", "csv"]
ANSWERS = itertools.cycle(["Yes", "Partly", "No", "Partly", "Yes", "No", "No"])


def few_schools(register: Path, work: Path) -> Path:
    """The first three schools of a register."""
    lines = register.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    few = work / "register.csv"
    few.write_text("".join(lines[:4]), encoding="utf-8")
    return few


def fill_in(form: Path, to: Path) -> dict[str, str]:
    """Fills in every list of a form; returns the answers by statement."""
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    lists = [v.sqref for v in sheet.data_validations.dataValidation]
    given = {}
    for row in sheet.iter_rows():
        ids = [cell.value for cell in row if re.fullmatch(r"[A-Z]{3}-\d\d", str(cell.value))]
        for cell in row:
            if ids and any(cell.coordinate in one for one in lists):
                cell.value = given[ids[0]] = next(ANSWERS)
    book.save(to)
    return given


def read_back(tallybook: str, folder: Path, register: Path, book: Path) -> list[dict]:
    """The answers of a run over a folder, each with the name of its file."""
    run = [tallybook, "run", folder, "--schools", register, "--year", YEAR, "--book", book]
    subprocess.run([*run, "--no-school-workbooks"], check=True, capture_output=True)
    data = book / YEAR / "data"
    files = {r["return_id"]: Path(r["source_file"]).stem for r in pq.read_table(data / "returns.parquet").to_pylist()}
    return [a | {"file": files[a["return_id"]]} for a in pq.read_table(data / "answers.parquet").to_pylist()]


def main() -> int:
    tallybook, register, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    work.mkdir(parents=True)
    register = few_schools(register, work)
    filled = work / "filled"
    filled.mkdir()
    given = {}
    for catalogue in ["online-safety-practice", "cnes-e-safety"]:
        forms = work / catalogue
        form = [tallybook, "form", "--catalogue", catalogue, "--schools", register, "--year", YEAR]
        subprocess.run([*form, "--format", "xlsx", "--out", forms], check=True, capture_output=True)
        for path in sorted(forms.glob("*.xlsx")):
            given[path.stem] = fill_in(path, filled / path.name)
    expected = {(file, statement): word.lower() for file, answers in given.items() for statement, word in answers.items()}
    if len(expected) < 3 * 61:
        print(f"only {len(expected)} lists could be filled in")
        return 1
    n_bad = 0
    for kind in FORMATS:
        saved = work / kind
        convert = ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", kind]
        paths = sorted(filled.glob("*.xlsx"))
        subprocess.run([*convert, "--outdir", saved, *paths], check=True, capture_output=True)
        answers = read_back(tallybook, saved, register, work / f"book-{kind}")
        read = {(a["file"], a["statement_id"]): a["answer"] for a in answers}
        wrong = [at for at in expected if read.get(at) != expected[at]]
        other = [(a["file"], a["statement_id"]) for a in answers if a["matched_by"] != "id"]
        print(f"{kind}: {len(expected) - len(wrong)} of {len(expected)} answers, {len(other)} statements not known by their ids")
        for at in (wrong + other)[:10]:
            print("  ", *at, read.get(at), expected.get(at))
        n_bad += len(wrong) + len(other)
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
