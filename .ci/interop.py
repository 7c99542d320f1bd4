"""interop.py BOOK: every Parquet file of a book reads the same in DuckDB, pyarrow, pandas and Polars for Python.

Holds for each file: the same rows, the same names, only the types of the contract, the same sums of every whole
number, every text column filtered by pyarrow; keys unique and foreign keys whole as datapackage.json says; and the
package valid in Frictionless. Prints one line a table; exits 1 at the first difference.
"""

import json
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.compute
import pyarrow.parquet

ALLOWED = {"string", "int32", "int64", "double", "bool", "date32[day]"}


def fail(message):
    sys.exit(f"interop: {message}")


def check_file(path):
    table = pyarrow.parquet.ParquetFile(path).read()
    types = {field.name: str(field.type) for field in table.schema}
    for name, kind in types.items():
        if kind not in ALLOWED:
            fail(f"{path}: {name} is {kind}")
    relation = duckdb.read_parquet(str(path))
    frame = polars.read_parquet(path)
    pandas_frame = pandas.read_parquet(path)
    heights = {table.num_rows, len(relation.fetchall()), frame.height, len(pandas_frame)}
    if len(heights) != 1:
        fail(f"{path}: rows differ: {heights}")
    if not (table.column_names == relation.columns == frame.columns == list(pandas_frame.columns)):
        fail(f"{path}: names differ")
    for name, kind in types.items():
        if kind in ("int32", "int64"):
            sums = {
                pyarrow.compute.sum(table[name]).as_py() or 0,
                duckdb.sql(f"select coalesce(sum({name}), 0) from relation").fetchall()[0][0],
                frame[name].sum() or 0,
                int(pandas_frame[name].sum()),
            }
            if len(sums) != 1:
                fail(f"{path}: sums of {name} differ: {sums}")
        if kind == "string" and table.num_rows:
            first = next((v for v in table[name].to_pylist() if v is not None), None)
            if first is not None and table.filter(pyarrow.compute.equal(table[name], first)).num_rows == 0:
                fail(f"{path}: {name} cannot be filtered")
    return table.num_rows


def check_keys(folder, package):
    for resource in package["resources"]:
        path = folder / resource["path"]
        schema = resource["schema"]
        relation = duckdb.read_parquet(str(path))
        columns = ", ".join(schema["primaryKey"])
        twice = duckdb.sql(
            f"select count(*) from (select {columns} from relation group by {columns} having count(*) > 1)"
        )
        if twice.fetchall()[0][0]:
            fail(f"{path}: its key {columns} is not unique")
        for link in schema.get("foreignKeys", []):
            other = next(r for r in package["resources"] if r["name"] == link["reference"]["resource"])
            target = duckdb.read_parquet(str(folder / other["path"]))
            here, there = link["fields"][0], link["reference"]["fields"][0]
            lost = duckdb.sql(
                f"select count(*) from relation where {here} is not null and {here} not in (select {there} from target)"
            ).fetchall()[0][0]
            if lost:
                fail(f"{path}: {lost} rows of {here} lead nowhere")


def check_package(folder):
    import hashlib

    from frictionless import Package

    # Frictionless counts no bytes of a Parquet file, so sizes and hashes are held here.
    for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        data = (folder / resource["path"]).read_bytes()
        if len(data) != resource["bytes"] or "sha256:" + hashlib.sha256(data).hexdigest() != resource["hash"]:
            fail(f"{folder}: {resource['path']} is not the file that datapackage.json describes")
    # Nor does it read whole numbers with gaps from Parquet as such, so there the description alone is held, and the
    # rows where the same tables were written as CSV.
    errors = list(Package.metadata_validate(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))))
    if errors:
        fail(f"{folder}: {[str(error) for error in errors[:5]]}")
    if (folder / "datapackage-csv.json").exists():
        report = Package(str(folder / "datapackage-csv.json")).validate()
        if not report.valid:
            fail(f"{folder}: {report.flatten(['type', 'message'])[:5]}")
        print(f"{len(report.tasks)} CSV files valid, row by row")


def main():
    book = Path(sys.argv[1])
    files = sorted(p for p in book.rglob("*.parquet") if ".tallybook" not in p.parts)
    if not files:
        fail(f"{book} has no Parquet file")
    for path in files:
        print(f"{path.relative_to(book)}: {check_file(path)} rows, the same in four readers")
    folder = book / "bi"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    check_keys(folder, package)
    check_package(folder)
    print(f"{len(files)} files read; keys unique, foreign keys whole, data package valid")


main()
