"""Recomputes every additive mart of a book from its facts with DuckDB's SQL, and compares to the last count.

In: a book. Out: a line for each mart; exit code 1 where any figure differs. Never uses a figure
of ours to work out one of its own: only facts and dimensions, and for change which schools are the same and which
statements may be compared, which are no counts.

    pip install duckdb && python .ci/duckdb_marts.py book
"""

import sys
from pathlib import Path

import duckdb

CODES = [
    "yes", "partly", "no", "not_applicable", "blank", "multiple", "unreadable", "missing", "not_returned",
]
COUNTS = ", ".join(f"count(*) FILTER (code = '{code}') AS n_{code}" for code in CODES)
COUNT_NAMES = ["n_expected", *(f"n_{code}" for code in CODES), "n_weak"]
ALL_COUNTS = f"count(*) AS n_expected, {COUNTS}, count(*) FILTER (code IN ('partly', 'no')) AS n_weak"
GROUP = ["authority_id", "year", "catalogue_id", "group_by", "group_value"]

# What each school was expected to say to each statement, and what it said.
SAID = """
CREATE TABLE said AS
SELECT r.authority_id, r.year, r.catalogue_id, r.school_key, c.school_id, s.statement_key, s.statement_id,
       s.section_id, s.theme, coalesce(a.answer_code, 'not_returned') AS code,
       coalesce(a.has_evidence, false) AS has_evidence
FROM fact_response r
JOIN dim_school c USING (school_key)
JOIN dim_statement s ON s.authority_id = r.authority_id AND s.year = r.year AND s.catalogue_id = r.catalogue_id
LEFT JOIN fact_answer a ON a.school_key = r.school_key AND a.statement_key = s.statement_key
"""

# The answers of the same schools to comparable statements, then and now, as points.
MOVES = """
CREATE TABLE moves AS
WITH points AS (
  SELECT school_key, catalogue_id, statement_id,
         CASE code WHEN 'no' THEN 0 WHEN 'partly' THEN 1 WHEN 'yes' THEN 2 END AS points
  FROM said WHERE code IN ('yes', 'partly', 'no')),
comparable AS (
  SELECT DISTINCT authority_id, year, base_year, catalogue_id, statement_id FROM mart_change
  WHERE comparability IN ('identical', 'editorial'))
SELECT p.authority_id, p.year, p.base_year, p.catalogue_id, p.school_key, c.statement_id,
       now.points AS now, before.points AS before
FROM mart_school_change p
JOIN comparable c USING (authority_id, year, base_year, catalogue_id)
JOIN points now ON now.school_key = p.school_key AND now.catalogue_id = p.catalogue_id
  AND now.statement_id = c.statement_id
JOIN points before ON before.school_key = concat_ws('/', p.authority_id, p.base_year, p.base_school_id)
  AND before.catalogue_id = p.catalogue_id AND before.statement_id = c.statement_id
"""
MOVED = """count(now) AS {all}, count(*) FILTER (now > before) AS n_improved,
count(*) FILTER (now < before) AS n_worsened, count(*) FILTER (now = before) AS n_same"""

# The actions of each school about each statement.
ACTIONS = """
CREATE TABLE actions AS
SELECT school_key, statement_key, count(*) AS n_actions, count(*) FILTER (is_done) AS n_done
FROM fact_action GROUP BY ALL
"""


def by_group(part, figures, source="said"):
    columns = ", ".join(f"{source}.{name}" for name in ["authority_id", "year", "catalogue_id"])
    part = f", {part}" if part else ""
    return f"""SELECT {columns}, g.group_by, g.group_value{part}, {figures}
FROM {source} JOIN dim_school_group g ON g.school_key = {source}.school_key
GROUP BY ALL"""


ACTION_FIGURES = """count(*) FILTER (code IN ('partly', 'no')) AS n_weak,
count(*) FILTER (code IN ('partly', 'no') AND n_actions > 0) AS n_with_action,
count(*) FILTER (code IN ('partly', 'no') AND coalesce(n_actions, 0) = 0) AS n_without_action,
coalesce(sum(n_actions), 0) AS n_actions, coalesce(sum(n_done), 0) AS n_done"""

# Each mart: its key, its figures, and the query that finds them anew.
MARTS = {
    "mart_statement": (
        [*GROUP, "statement_id"],
        [*COUNT_NAMES, "n_evidence", "n_yes_no_evidence"],
        by_group("statement_id", ALL_COUNTS + """,
count(*) FILTER (has_evidence AND code IN ('yes', 'partly', 'no')) AS n_evidence,
count(*) FILTER (NOT has_evidence AND code = 'yes') AS n_yes_no_evidence"""),
    ),
    "mart_section": (
        [*GROUP, "section_id"],
        [*COUNT_NAMES, "n_statements", "n_schools", "n_schools_answered"],
        by_group("section_id", ALL_COUNTS + """, count(DISTINCT statement_key) AS n_statements,
count(DISTINCT said.school_key) AS n_schools,
count(DISTINCT said.school_key) FILTER (code IN ('yes', 'partly', 'no')) AS n_schools_answered"""),
    ),
    "mart_theme": (
        [*GROUP, "theme"],
        [*COUNT_NAMES, "n_statements", "n_schools", "n_schools_answered"],
        by_group("theme", ALL_COUNTS + """, count(DISTINCT statement_key) AS n_statements,
count(DISTINCT said.school_key) AS n_schools,
count(DISTINCT said.school_key) FILTER (code IN ('yes', 'partly', 'no')) AS n_schools_answered"""),
    ),
    "mart_school": (
        ["authority_id", "year", "catalogue_id", "school_key", "school_id"],
        COUNT_NAMES,
        f"SELECT authority_id, year, catalogue_id, school_key, school_id, {ALL_COUNTS} FROM said GROUP BY ALL",
    ),
    "mart_school_section": (
        ["authority_id", "year", "catalogue_id", "school_key", "school_id", "section_id"],
        COUNT_NAMES,
        f"""SELECT authority_id, year, catalogue_id, school_key, school_id, section_id, {ALL_COUNTS}
FROM said GROUP BY ALL""",
    ),
    "mart_response": (
        GROUP,
        ["n_expected", "n_returned", "n_awaiting", "n_not_returned", "n_complete", "n_late"],
        by_group("", """count(*) AS n_expected, count(*) FILTER (status = 'returned') AS n_returned,
count(*) FILTER (status = 'awaiting') AS n_awaiting,
count(*) FILTER (status = 'not_returned') AS n_not_returned, count(*) FILTER (is_complete) AS n_complete,
count(*) FILTER (status = 'returned' AND days_late > 0) AS n_late""", "fact_response"),
    ),
    "mart_change": (
        [*GROUP, "base_year", "statement_id"],
        ["n_pairs", "n_improved", "n_worsened", "n_same", "n_weak_before", "n_weak_now"],
        by_group("base_year, statement_id", MOVED.format(all="n_pairs") + """,
count(*) FILTER (before < 2) AS n_weak_before, count(*) FILTER (now < 2) AS n_weak_now""", "moves"),
    ),
    "mart_school_change": (
        ["authority_id", "year", "base_year", "catalogue_id", "school_key"],
        ["n_compared", "n_improved", "n_worsened", "n_same", "n_yes_before", "n_yes_now"],
        f"""SELECT authority_id, year, base_year, catalogue_id, school_key, {MOVED.format(all='n_compared')},
count(*) FILTER (before = 2) AS n_yes_before, count(*) FILTER (now = 2) AS n_yes_now
FROM moves GROUP BY ALL""",
    ),
    "mart_action": (
        [*GROUP, "statement_id"],
        ["n_weak", "n_with_action", "n_without_action", "n_actions", "n_done"],
        by_group("statement_id", ACTION_FIGURES, "acted"),
    ),
    "mart_school_action": (
        ["authority_id", "year", "catalogue_id", "school_key", "statement_key"],
        ["answer", "n_actions"],
        """SELECT authority_id, year, catalogue_id, school_key, statement_key, code AS answer, n_actions
FROM acted WHERE code IN ('partly', 'no') AND n_actions > 0""",
    ),
}
# A mart of these has a row for each statement or school even where there is nothing to count.
WITH_NOTHING = {"mart_change": "n_pairs", "mart_school_change": "n_compared"}


def main(book):
    folder = Path(book) / "bi"
    engine = duckdb.connect()
    files = sorted(folder.glob("*.parquet"))
    if not files:
        print(f"{folder}: no tables")
        return 2
    for file in files:
        engine.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM read_parquet('{file}')")
    engine.execute(SAID)
    engine.execute(MOVES)
    engine.execute(ACTIONS)
    engine.execute("CREATE VIEW acted AS SELECT * FROM said LEFT JOIN actions USING (school_key, statement_key)")
    is_same = True
    for name, (key, figures, query) in MARTS.items():
        columns = ", ".join([*key, *figures])
        with_figures = f"WHERE {WITH_NOTHING[name]} > 0" if name in WITH_NOTHING else ""
        ours = f"SELECT {columns} FROM {name} {with_figures}"
        theirs = f"SELECT {columns} FROM ({query})"
        n_rows = engine.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        only_ours = engine.execute(f"({ours}) EXCEPT ALL ({theirs}) LIMIT 5").fetchall()
        only_theirs = engine.execute(f"({theirs}) EXCEPT ALL ({ours}) LIMIT 5").fetchall()
        if only_ours or only_theirs:
            is_same = False
            print(f"{name}: DIFFERS ({columns})")
            for row in only_ours:
                print(f"  ours only    {row}")
            for row in only_theirs:
                print(f"  DuckDB only  {row}")
        else:
            print(f"{name}: {n_rows} rows, the same")
    orphans = engine.execute(
        "SELECT count(*) FROM fact_answer a ANTI JOIN said s ON a.school_key = s.school_key"
        " AND a.statement_key = s.statement_key"
    ).fetchone()[0]
    if orphans:
        is_same = False
        print(f"fact_answer: {orphans} answers that were not expected of anybody")
    return 0 if is_same else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(sys.argv[1]))
