"""What DuckDB takes for the aggregation of the additive marts, from the files of a book's years.

In: a book that the benchmark `marts` wrote. Out: seconds by the clock, processor seconds and the greatest memory, on
stdout. Never reads a figure of ours: the years' Parquet files, and the queries of the recount (`.ci/duckdb_marts.py`).
The engine is given every help: keys of whole numbers, codes as an enumeration, only the columns needed.

    pip install duckdb && python benches/duckdb_marts.py BOOK [--threads 2] [--each]
"""

import importlib.util
import resource
import sys
import time
from pathlib import Path

import duckdb

CI = Path(__file__).resolve().parent.parent / ".ci" / "duckdb_marts.py"
CODES = "ENUM('yes', 'partly', 'no', 'not_applicable', 'blank', 'multiple', 'unreadable', 'missing', 'not_returned')"

TABLES = """
CREATE TYPE code AS {codes};
CREATE TABLE school AS SELECT year, school_id, catalogue_id, (year * 1000000 + row_number() OVER (PARTITION BY year
  ORDER BY school_id))::INTEGER AS school_key FROM schools;
CREATE TABLE dim_school_group AS
  SELECT school_key, 'all' AS group_by, 'all' AS group_value FROM school
  UNION ALL SELECT school_key, group_by, group_value FROM school_groups JOIN school USING (year, school_id);
CREATE TABLE fact_response AS
  SELECT 'local' AS authority_id, s.year, s.catalogue_id, s.school_key, s.school_id, r.return_id,
    CASE WHEN r.return_id IS NULL THEN 'not_returned' ELSE 'returned' END AS status,
    coalesce(r.n_answered = 40, false) AS is_complete, NULL::INTEGER AS days_late
  FROM school s LEFT JOIN (FROM returns WHERE status = 'standing') r USING (year, school_id, catalogue_id);
CREATE TABLE asked AS SELECT *, (year * 1000 + row_number() OVER ())::INTEGER AS statement_key FROM statements;
CREATE TABLE said AS
  SELECT r.authority_id, r.year, r.catalogue_id, r.school_key, r.school_id, s.statement_key, s.statement_id,
    s.section_id, s.theme, (CASE a.status WHEN 'answered' THEN a.answer ELSE a.status END)::code AS code,
    a.has_evidence
  FROM answers a JOIN fact_response r ON r.year = a.year AND r.return_id = a.return_id
  JOIN asked s ON s.year = a.year AND s.catalogue_id = r.catalogue_id AND s.statement_id = a.statement_id
  UNION ALL
  SELECT r.authority_id, r.year, r.catalogue_id, r.school_key, r.school_id, s.statement_key, s.statement_id,
    s.section_id, s.theme, 'not_returned'::code, false
  FROM fact_response r JOIN asked s USING (year, catalogue_id) WHERE r.return_id IS NULL;
CREATE TABLE moves AS
  WITH points AS (
    SELECT authority_id, year, catalogue_id, school_key, school_id, statement_id,
      CASE code WHEN 'no' THEN 0 WHEN 'partly' THEN 1 WHEN 'yes' THEN 2 END::TINYINT AS points
    FROM said WHERE code IN ('yes', 'partly', 'no'))
  SELECT now.authority_id, now.year, now.year - 1 AS base_year, now.catalogue_id, now.school_key,
    now.statement_id, now.points AS now, before.points AS before
  FROM points now JOIN points before ON before.year = now.year - 1 AND before.school_id = now.school_id
    AND before.catalogue_id = now.catalogue_id AND before.statement_id = now.statement_id;
CREATE TABLE actions AS SELECT year, return_id, statement_id, count(*) AS n_actions, 0::BIGINT AS n_done
  FROM action_links GROUP BY ALL;
CREATE VIEW acted AS SELECT said.*, n_actions, n_done FROM said JOIN fact_response USING (school_key)
  LEFT JOIN actions ON actions.return_id = fact_response.return_id AND actions.statement_id = said.statement_id
  AND actions.year = said.year;
"""

def recount():
    """The queries of the recount, which name the same tables."""
    spec = importlib.util.spec_from_file_location("recount", CI)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MARTS

def spent():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime

def main(book, threads, is_each):
    base_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    marts = recount()
    begun, before = time.perf_counter(), spent()
    engine = duckdb.connect(config={"threads": threads})
    years = sorted(folder.parent for folder in Path(book).glob("*/data"))
    for table in ["answers", "returns", "schools", "school_groups", "statements", "action_links"]:
        each = " UNION ALL ".join(
            f"SELECT {year.name} AS year, * FROM read_parquet('{year}/data/{table}.parquet')" for year in years
        )
        engine.execute(f"CREATE VIEW {table} AS {each}")

    def step(name, statement):
        start = time.perf_counter(), spent()
        engine.execute(statement)
        if is_each:
            print(f"  {name:<24} {time.perf_counter() - start[0]:8.3f} s {spent() - start[1]:8.3f} CPU s")

    for statement in TABLES.format(codes=CODES).strip().split(";"):
        if statement.strip():
            step(" ".join(statement.split()[1:3]), statement)
    for name, (_, _, query) in marts.items():

        step(name, f"CREATE TABLE {name} AS {query}")
    wall, cpu = time.perf_counter() - begun, spent() - before
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"duckdb {duckdb.__version__}: {wall:.3f} s {cpu:.3f} CPU s {peak_mb:.0f} MB (of these {base_mb:.0f} before it began)")

if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if not arguments:
        print(__doc__)
        sys.exit(2)
    threads = int(arguments[1]) if len(arguments) > 1 else 2
    main(arguments[0], threads, "--each" in sys.argv)
