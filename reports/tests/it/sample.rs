//! A made-up authority: tables as the marts would make them, for tests and for the example.
//! In: how many schools, a seed. Out: checked tables. Counts are right sums of made-up answers; intervals, ranks and
//! tests are only plausible, since papers work nothing out and must show what they are handed.

#![allow(clippy::type_complexity, clippy::cast_precision_loss, clippy::cast_possible_wrap, clippy::cast_possible_truncation)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemas::{
    checked::Checked,
    ids::Year,
    rows::{Item, TableBuilder},
    tables::{by_name, star::ANSWER_CODES},
};

pub(crate) const YEAR: i32 = 2026;
pub(crate) const AUTHORITY: &str = "made-up";

/// A made-up year.
pub(crate) struct Sample {
    pub(crate) tables: Vec<Checked>,
    pub(crate) before: Vec<Checked>,
}

/// A small generator of repeatable numbers (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

struct Tables(BTreeMap<&'static str, TableBuilder>);

impl Tables {
    fn row(&mut self, table: &'static str, values: Vec<(&'static str, Item)>) {
        self.0.entry(table).or_insert_with(|| TableBuilder::new(by_name(table).unwrap())).row_of(values);
    }
}

pub(crate) fn year() -> Year {
    Year::of(YEAR).unwrap()
}

pub(crate) struct Asked {
    pub(crate) catalogue_id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) is_provisional: bool,
    pub(crate) sections: Vec<(&'static str, &'static str)>,
    /// Id, section, label, theme, essential.
    pub(crate) statements: Vec<(String, usize, String, &'static str, bool)>,
}

pub(crate) fn forms() -> Vec<Asked> {
    let sections = vec![("policy", "Policy"), ("responding-to-incidents", "Responding to incidents"), ("infrastructure", "Infrastructure"), ("education-and-training", "Education and Training")];
    let labels = [
        "Up-to-date policies",
        "Policies easy to find",
        "Policies fit the school",
        "Community consulted on policy",
        "Policy reviewed each year",
        "Acceptable use signed",
        "Roles are clear",
        "Governors informed",
        "Social media policy",
        "Images and consent",
        "Mobile devices",
        "Incident log kept",
        "Staff know procedures",
        "Pupils know whom to tell",
        "Incidents reviewed",
        "Escalation agreed",
        "Parents told",
        "Support after incidents",
        "Filtering in place",
        "Filtering tested",
        "Passwords managed",
        "Data protected",
        "Backups tested",
        "Wireless secured",
        "Guests separated",
        "Devices up to date",
        "Logs monitored",
        "Supplier checked",
        "Curriculum planned",
        "Taught each year",
        "Pupil voice",
        "Safer Internet Day",
        "Vulnerable pupils supported",
        "Staff trained yearly",
        "New staff briefed",
        "Training recorded",
        "Parents' evening held",
        "Parents sent guidance",
        "Community partners",
        "Impact evaluated",
    ];
    let themes = ["policies", "incidents", "filtering", "pupils", "staff", "parents"];
    let mut first = Vec::new();
    let sizes = [("POL", 11), ("INC", 7), ("INF", 10), ("EDU", 12)];
    let mut at = 0;
    for (section, (prefix, n)) in sizes.iter().enumerate() {
        for number in 1..=*n {
            let theme = themes[(at + section) % themes.len()];
            first.push((format!("{prefix}-{number:02}"), section, labels[at].to_owned(), theme, matches!(at, 0 | 11 | 18)));
            at += 1;
        }
    }
    let second = (1..=21).map(|n| (format!("ESC-{n:02}"), 0, format!("{} (form B)", labels[n * 40 / 23]), themes[n % 6], n == 2)).collect();
    vec![
        Asked { catalogue_id: "online-safety-practice", title: "Self-Evaluation of Online Safety Practice in School", is_provisional: false, sections, statements: first },
        Asked { catalogue_id: "cnes-e-safety", title: "Online safety self-evaluation", is_provisional: true, sections: vec![("online-safety", "Online safety")], statements: second },
    ]
}

struct Pupil {
    id: String,
    key: String,
    name: String,
    form: usize,
    sector: &'static str,
    area: &'static str,
    status: &'static str,
    /// Answer codes, of this year and of the year before.
    answers: Vec<usize>,
    before: Vec<usize>,
}

fn school_name(number: usize) -> String {
    let places = ["Ardroil", "Borve", "Callanish", "Daliburgh", "Eriskay", "Fivepenny", "Garynahine", "Habost", "Iochdar", "Kershader", "Lochmaddy", "Melness", "Ness", "Ormiclate", "Paible", "Rodel", "Scarista", "Tolsta", "Uig", "Vatersay"];
    let kinds = ["Primary School", "School", "Learning Centre", "High School", "Academy"];
    let place = places[number % places.len()];
    let ending = if number >= places.len() { format!(" {}", number / places.len()) } else { String::new() };
    format!("{place}{ending} {}", kinds[(number * 7 + number / 20) % kinds.len()])
}

fn make_schools(n: usize, has_two_forms: bool, dice: &mut Dice) -> Vec<Pupil> {
    let forms = forms();
    (0..n)
        .map(|number| {
            let form = usize::from(has_two_forms && number % 5 == 4);
            let is_secondary = number % 3 == 2;
            let status = match dice.roll(12) {
                0 => "not_returned",
                1 if n < 100 || dice.roll(3) == 0 => "awaiting",
                _ => "returned",
            };
            let level = dice.roll(30);
            let mut answers = Vec::new();
            let mut before = Vec::new();
            for statement in 0..forms[form].statements.len() {
                // Some statements are hard everywhere, one is easy.
                let hard = [3, 14, 36, 39, 23].contains(&statement);
                let easy = [1, 18].contains(&statement);
                let weight = if hard {
                    62
                } else if easy {
                    2
                } else {
                    12 + (statement as u64 * 7) % 25
                };
                let draw = |dice: &mut Dice, bonus: u64| {
                    let roll = dice.roll(100);
                    if roll < 2 {
                        3
                    } else if roll < 5 {
                        4 + (dice.roll(3) as usize)
                    } else if dice.roll(100) < weight + level / 2 + bonus {
                        1 + usize::from(dice.roll(3) == 0)
                    } else {
                        0
                    }
                };
                let now = draw(dice, 0);
                answers.push(now);
                let changes = dice.roll(4) == 0;
                before.push(if changes { draw(dice, 12) } else { now });
            }
            Pupil { id: format!("{}", 100_200 + number * 7), key: format!("{AUTHORITY}/{YEAR}/{}", 100_200 + number * 7), name: school_name(number), form, sector: if is_secondary { "Secondary" } else { "Primary" }, area: ["North", "South", "West"][number % 3], status, answers, before }
        })
        .collect()
}

/// The nine counts, in the order of `answer_code`.
#[derive(Clone, Copy, Default)]
struct Nine([i64; 9]);

impl Nine {
    fn weak(&self) -> i64 {
        self.0[1] + self.0[2]
    }
    fn scaled(&self) -> i64 {
        self.0[0] + self.weak()
    }
    fn columns(&self) -> Vec<(&'static str, Item)> {
        let mut row = vec![("n_expected", self.0.iter().sum::<i64>().into()), ("n_weak", self.weak().into())];
        let names = ["n_yes", "n_partly", "n_no", "n_not_applicable", "n_blank", "n_multiple", "n_unreadable", "n_missing", "n_not_returned"];
        row.extend(names.into_iter().zip(self.0.iter().map(|n| (*n).into())));
        row
    }
    fn rates(&self) -> Vec<(&'static str, Item)> {
        let n = self.scaled();
        let share = |part: i64, whole: i64| {
            if whole == 0 { Item::Null } else { Item::Float(part as f64 / whole as f64) }
        };
        let all = self.0.iter().sum::<i64>() - self.0[3];
        vec![("weak_rate", share(self.weak(), n)), ("severe_rate", share(self.0[2], n)), ("bound_low", share(self.weak(), all)), ("bound_high", share(all - self.0[0], all)), ("score", share(2 * self.0[0] + self.0[1], 2 * n))]
    }
}

fn with(rows: &[Vec<(&'static str, Item)>]) -> Vec<(&'static str, Item)> {
    rows.concat()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Makes an authority of so many schools.
#[allow(clippy::too_many_lines)]
pub(crate) fn make(n_schools: usize, has_two_forms: bool, seed: u64) -> Sample {
    let mut dice = Dice(seed);
    let forms = forms();
    let schools = make_schools(n_schools, has_two_forms, &mut dice);
    let mut t = Tables(BTreeMap::new());
    let base: Vec<(&'static str, Item)> = vec![("authority_id", AUTHORITY.into()), ("year", YEAR.into())];
    t.row("collection", vec![("year", YEAR.into()), ("opens_on", day("2025-01-01").into()), ("closes_on", day("2026-12-31").into()), ("due_on", day("2026-09-30").into()), ("contract_version", 1_i32.into())]);
    for form in &forms[..=usize::from(has_two_forms)] {
        let statement_key = |id: &str| format!("{AUTHORITY}/{YEAR}/{}/{id}", form.catalogue_id);
        for (at, (id, title)) in form.sections.iter().enumerate() {
            t.row(
                "dim_section",
                with(&[
                    base.clone(),
                    vec![
                        ("section_key", format!("{AUTHORITY}/{YEAR}/{}/{id}", form.catalogue_id).into()),
                        ("catalogue_id", form.catalogue_id.into()),
                        ("section_id", (*id).into()),
                        ("title", (*title).into()),
                        ("catalogue_title", form.title.into()),
                        ("position", (at + 1).into()),
                        ("is_provisional", form.is_provisional.into()),
                    ],
                ]),
            );
        }
        for (at, (id, section, label, theme, essential)) in form.statements.iter().enumerate() {
            t.row(
                "dim_statement",
                with(&[
                    base.clone(),
                    vec![
                        ("statement_key", statement_key(id).into()),
                        ("catalogue_id", form.catalogue_id.into()),
                        ("statement_id", id.into()),
                        ("section_key", format!("{AUTHORITY}/{YEAR}/{}/{}", form.catalogue_id, form.sections[*section].0).into()),
                        ("section_id", form.sections[*section].0.into()),
                        ("theme", (*theme).into()),
                        ("theme_title", schemas::catalogue::THEMES.iter().find(|(t, _)| t == theme).unwrap().1.into()),
                        ("text", format!("The school makes sure that this is so and can show it: {}. It is shared with staff, pupils and parents, and looked at again each year.", label.to_lowercase()).into()),
                        ("short_label", label.into()),
                        ("position", (at + 1).into()),
                        ("is_essential", (*essential).into()),
                        ("comparability", if at == 5 { "substantive" } else { "identical" }.into()),
                        ("support", format!("Template and a half-day session on {}", label.to_lowercase()).into()),
                    ],
                ]),
            );
        }
    }
    let numbers: BTreeMap<&str, usize> = ANSWER_CODES.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    let groups_of = |school: &Pupil| [("all", "all"), ("sector", school.sector), ("area", school.area)];
    let mut by_statement: BTreeMap<(usize, &str, &str, usize), Nine> = BTreeMap::new();
    let mut by_section: BTreeMap<(usize, &str, &str, usize), (Nine, Vec<&str>)> = BTreeMap::new();
    let mut by_theme: BTreeMap<(usize, &str), (Nine, Vec<&str>)> = BTreeMap::new();
    let mut response: BTreeMap<(usize, &str, &str), [i64; 4]> = BTreeMap::new();
    let mut change: BTreeMap<(usize, usize), [i64; 6]> = BTreeMap::new();
    for (number, school) in schools.iter().enumerate() {
        let form = &forms[school.form];
        let keys: Vec<(&'static str, Item)> = vec![("school_key", school.key.as_str().into()), ("school_id", school.id.as_str().into())];
        let catalogue: Vec<(&'static str, Item)> = vec![("catalogue_id", form.catalogue_id.into())];
        t.row("dim_school", with(&[base.clone(), keys.clone(), vec![("school_name", school.name.as_str().into()), ("school_name_then", school.name.as_str().into()), ("latest_school_id", school.id.as_str().into()), ("roll", (30 + number * 13 % 400).into())]]));
        for (at, (by, value)) in groups_of(school).into_iter().enumerate() {
            t.row("dim_school_group", with(&[base.clone(), vec![("school_key", school.key.as_str().into()), ("group_by", by.into()), ("group_value", value.into()), ("group_no", at.into())]]));
        }
        let is_in = school.status == "returned";
        let said: Vec<usize> = if is_in { school.answers.clone() } else { vec![numbers["not_returned"]; school.answers.len()] };
        let n_answered = said.iter().filter(|code| **code <= 3).count();
        let return_id = format!("R-{number:016x}");
        let return_key = format!("{AUTHORITY}/{YEAR}/{return_id}");
        t.row(
            "fact_response",
            with(&[
                base.clone(),
                catalogue.clone(),
                vec![
                    ("collection_key", format!("{AUTHORITY}/{YEAR}").into()),
                    ("school_key", school.key.as_str().into()),
                    ("return_key", if is_in { return_key.as_str().into() } else { Item::Null }),
                    ("status", school.status.into()),
                    ("n_statements", said.len().into()),
                    ("n_answered", n_answered.into()),
                    ("is_complete", (n_answered == said.len()).into()),
                    ("completed_on", if is_in { day("2026-06-04").into() } else { Item::Null }),
                    ("days_late", if is_in { Item::Int((number % 9 == 0).into()) } else { Item::Null }),
                    ("n_questions", usize::from(school.status == "awaiting").into()),
                ],
            ]),
        );
        for (by, value) in groups_of(school) {
            let counts = response.entry((school.form, by, value)).or_default();
            counts[0] += 1;
            counts[match school.status {
                "returned" => 1,
                "awaiting" => 2,
                _ => 3,
            }] += 1;
        }
        let mut nine = Nine::default();
        let mut sections = vec![Nine::default(); form.sections.len()];
        for (at, code) in said.iter().enumerate() {
            let (id, section, _, theme, _) = &form.statements[at];
            nine.0[*code] += 1;
            sections[*section].0[*code] += 1;
            for (by, value) in groups_of(school) {
                by_statement.entry((school.form, by, value, at)).or_default().0[*code] += 1;
                let entry = by_section.entry((school.form, by, value, *section)).or_default();
                entry.0.0[*code] += 1;
                if is_in && !entry.1.contains(&school.id.as_str()) {
                    entry.1.push(&school.id);
                }
            }
            let entry = by_theme.entry((school.form, theme)).or_default();
            entry.0.0[*code] += 1;
            if is_in && !entry.1.contains(&school.id.as_str()) {
                entry.1.push(&school.id);
            }
            let statement_key = format!("{AUTHORITY}/{YEAR}/{}/{id}", form.catalogue_id);
            if is_in {
                let (answer, status) = match ANSWER_CODES[*code] {
                    c @ ("yes" | "partly" | "no" | "not_applicable") => (Item::from(c), "answered"),
                    c => (Item::Null, c),
                };
                t.row(
                    "fact_answer",
                    with(&[
                        base.clone(),
                        vec![
                            ("school_key", school.key.as_str().into()),
                            ("statement_key", statement_key.as_str().into()),
                            ("return_key", return_key.as_str().into()),
                            ("answer_code", ANSWER_CODES[*code].into()),
                            ("answer", answer.clone()),
                            ("status", status.into()),
                            ("is_weak", matches!(code, 1 | 2).into()),
                            ("has_evidence", (dice.roll(3) > 0).into()),
                        ],
                    ]),
                );
                t.row(
                    "answers",
                    vec![
                        ("return_id", return_id.as_str().into()),
                        ("statement_id", id.into()),
                        ("answer", answer),
                        ("status", status.into()),
                        ("mark", if *code < 4 { "x".into() } else { Item::Null }),
                        ("source_file", format!("returns/{} return.xlsx", school.name).into()),
                        ("sheet", "Sheet1".into()),
                        ("cell", format!("C{}", at + 8).into()),
                        ("matched_by", "exact".into()),
                        ("match_score", 1.0.into()),
                        ("has_evidence", true.into()),
                        ("evidence_chars", 12_i64.into()),
                    ],
                );
                if matches!(code, 1 | 2) {
                    t.row("mart_school_action", with(&[base.clone(), catalogue.clone(), keys.clone(), vec![("statement_key", statement_key.as_str().into()), ("statement_id", id.into()), ("answer", ANSWER_CODES[*code].into()), ("n_actions", usize::from(dice.roll(3) == 0).into())]]));
                }
                let before = school.before[at];
                if *code < 3 && before < 3 {
                    let counts = change.entry((school.form, at)).or_default();
                    counts[0] += 1;
                    counts[match code.cmp(&before) {
                        std::cmp::Ordering::Less => 1,
                        std::cmp::Ordering::Greater => 2,
                        std::cmp::Ordering::Equal => 3,
                    }] += 1;
                    counts[4] += i64::from(before > 0);
                    counts[5] += i64::from(*code > 0);
                }
            }
        }
        t.row(
            "mart_school",
            with(&[
                base.clone(),
                catalogue.clone(),
                keys.clone(),
                nine.columns(),
                vec![
                    ("status", school.status.into()),
                    ("score", if is_in { Item::Float(0.7) } else { Item::Null }),
                    ("answered_rate", if is_in { Item::Float(0.9) } else { Item::Null }),
                    ("n_essential_weak", 0_i64.into()),
                    ("others_median_yes", if is_in { Item::Float(26.5) } else { Item::Null }),
                    ("distance", if is_in { Item::Float(nine.0[0] as f64 - 26.5) } else { Item::Null }),
                    ("n_others", (n_schools - 1).into()),
                    ("similar_median_yes", if is_in { Item::Float(25.0) } else { Item::Null }),
                    ("similar_distance", if is_in { Item::Float(nine.0[0] as f64 - 25.0) } else { Item::Null }),
                    ("n_similar", 6_i64.into()),
                    ("is_provisional", form.is_provisional.into()),
                ],
            ]),
        );
        for (at, nine) in sections.iter().enumerate() {
            t.row(
                "mart_school_section",
                with(&[
                    base.clone(),
                    catalogue.clone(),
                    keys.clone(),
                    nine.columns(),
                    vec![
                        ("section_id", form.sections[at].0.into()),
                        ("score", if is_in { Item::Float((nine.0[0] * 2 + nine.0[1]) as f64 / (2 * nine.scaled()).max(1) as f64) } else { Item::Null }),
                        ("others_score", Item::Float(0.72)),
                        ("similar_score", Item::Float(0.69)),
                        ("is_provisional", form.is_provisional.into()),
                    ],
                ]),
            );
        }
        if is_in {
            t.row(
                "mart_school_change",
                with(&[
                    base.clone(),
                    catalogue.clone(),
                    keys.clone(),
                    vec![
                        ("base_year", (YEAR - 1).into()),
                        ("base_school_id", school.id.as_str().into()),
                        ("n_compared", 38_i64.into()),
                        ("n_improved", 4_i64.into()),
                        ("n_worsened", 2_i64.into()),
                        ("n_same", 32_i64.into()),
                        ("n_yes_before", 24_i64.into()),
                        ("n_yes_now", 26_i64.into()),
                        ("n_actions_before", 3_i64.into()),
                        ("n_actions_met", 1_i64.into()),
                    ],
                ]),
            );
        }
        t.row("schools", with(&[catalogue.clone(), vec![("school_id", school.id.as_str().into()), ("school_name", school.name.as_str().into()), ("roll", (30 + number * 13 % 400).into())]]));
        let file = format!("returns/{} return.xlsx", school.name);
        if school.status != "not_returned" {
            t.row("files", vec![("source_file", file.as_str().into()), ("sha256", "00".into()), ("n_bytes", 20_000_i64.into()), ("kind", "xlsx".into()), ("outcome", "read".into()), ("n_returns", 1_i64.into())]);
            t.row(
                "returns",
                with(&[
                    catalogue.clone(),
                    vec![
                        ("return_id", return_id.as_str().into()),
                        ("source_file", file.as_str().into()),
                        ("sheet", "Sheet1".into()),
                        ("cell", "A1".into()),
                        ("form", "tick_columns".into()),
                        ("school_id", if is_in { school.id.as_str().into() } else { Item::Null }),
                        ("school_as_written", school.name.as_str().into()),
                        ("school_matched_by", if is_in { "name".into() } else { Item::Null }),
                        ("completed_on", day("2026-06-04").into()),
                        ("n_answered", n_answered.into()),
                        ("status", if is_in { "standing" } else { "undecided" }.into()),
                    ],
                ]),
            );
            t.row(
                "findings",
                vec![
                    ("finding_id", format!("F-{number:016x}").into()),
                    ("code", if is_in { "F308" } else { "F501" }.into()),
                    ("severity", if is_in { "note" } else { "warning" }.into()),
                    ("source_file", file.as_str().into()),
                    ("sheet", "Sheet1".into()),
                    ("cell", "C12".into()),
                    ("return_id", return_id.as_str().into()),
                    ("school_id", if is_in { school.id.as_str().into() } else { Item::Null }),
                    ("was_read", "x and x".into()),
                    ("message", "Two returns of one school differ and none is clearly the later one".into()),
                    ("suggestion", "Say which stands".into()),
                    ("is_question", (!is_in).into()),
                    ("n_answers_waiting", if is_in { 0_i64 } else { 40 }.into()),
                    ("decision", if is_in || number % 3 == 0 { Item::Null } else { "stands".into() }),
                ],
            );
        }
        if is_in {
            let texts = [
                "Reviewed in May; see the policy folder.",
                "=HYPERLINK(\"http://example.org\",\"click\")",
                "+44 is our number",
                "- see above",
                "@head agreed",
                "We will look at this in the autumn term with the parent council and the cluster schools, and then write to all families with the new guidance and the dates of the two evenings that are planned.",
            ];
            for no in 1..=3 {
                let text = texts[(number + no) % texts.len()];
                t.row(
                    "comments",
                    vec![
                        ("return_id", return_id.as_str().into()),
                        ("comment_no", no.into()),
                        ("statement_id", form.statements[(number + no * 5) % form.statements.len()].0.as_str().into()),
                        ("text", text.into()),
                        ("source_file", file.as_str().into()),
                        ("sheet", "Sheet1".into()),
                        ("cell", format!("F{}", no + 9).into()),
                    ],
                );
            }
            t.row("actions", vec![("return_id", return_id.as_str().into()), ("row_no", 1_i32.into()), ("area", "Parents".into()), ("resources", "An evening with the cluster schools".into()), ("completed_on", day("2026-05-01").into()), ("is_signed", true.into())]);
            t.row("actions", vec![("return_id", return_id.as_str().into()), ("row_no", 2_i32.into()), ("area", "=1+1".into()), ("resources", "Staff training in November".into()), ("is_signed", false.into())]);
            t.row("action_links", vec![("return_id", return_id.as_str().into()), ("row_no", 1_i32.into()), ("statement_id", form.statements[3].0.as_str().into()), ("score", 0.8.into())]);
            if number % 4 == 0 {
                t.row("mart_signal", with(&[base.clone(), catalogue.clone(), keys.clone(), vec![("signal", "yes_without_evidence".into()), ("statement_id", "(all)".into()), ("detail", "18 of 26 Yes have nothing beside them".into())]]));
                t.row(
                    "mart_signal",
                    with(&[base.clone(), catalogue.clone(), keys.clone(), vec![("signal", "evidence_shared".into()), ("statement_id", form.statements[2].0.as_str().into()), ("other_school_id", schools[(number + 1) % n_schools].id.as_str().into()), ("detail", "64 characters, the same".into())]]),
                );
            }
        }
        if number % 3 == 0 {
            t.row(
                "mart_call",
                with(&[
                    base.clone(),
                    catalogue.clone(),
                    keys.clone(),
                    vec![
                        ("position", (number / 3 + 1).into()),
                        ("reason_no", if is_in { 1_i32 } else { 6 }.into()),
                        ("reason", if is_in { "essential_no" } else { "not_returned" }.into()),
                        ("statement_id", if is_in { form.statements[0].0.as_str() } else { "(all)" }.into()),
                        ("detail", if is_in { "No" } else { "nothing has come" }.into()),
                    ],
                ]),
            );
        }
        for position in 1..=6_usize {
            let other = &schools[(number + position) % n_schools];
            if other.key != school.key && n_schools > 7 {
                t.row("mart_similar", with(&[base.clone(), catalogue.clone(), keys.clone(), vec![("similar_school_key", other.key.as_str().into()), ("position", position.into()), ("apart", (position as f64 / 50.0).into())]]));
            }
        }
    }
    for ((form, by, value), [expected, returned, awaiting, not_returned]) in &response {
        t.row(
            "mart_response",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[*form].catalogue_id.into()),
                    ("group_by", (*by).into()),
                    ("group_value", (*value).into()),
                    ("n_expected", (*expected).into()),
                    ("n_returned", (*returned).into()),
                    ("n_awaiting", (*awaiting).into()),
                    ("n_not_returned", (*not_returned).into()),
                    ("n_complete", (*returned / 2).into()),
                    ("n_late", (*returned / 9).into()),
                    ("returned_rate", (*returned as f64 / *expected as f64).into()),
                ],
            ]),
        );
        for (analysis, needed) in [("pair", 30), ("change", 30), ("group", 5)] {
            if analysis == "group" && *by == "all" {
                continue;
            }
            let is_shown = *returned >= needed;
            t.row(
                "mart_gate",
                with(&[
                    base.clone(),
                    vec![
                        ("catalogue_id", forms[*form].catalogue_id.into()),
                        ("group_by", (*by).into()),
                        ("group_value", (*value).into()),
                        ("analysis", analysis.into()),
                        ("is_shown", is_shown.into()),
                        ("n_has", (*returned).into()),
                        ("n_needed", needed.into()),
                        ("counted", "schools".into()),
                        ("reason", if is_shown { String::new() } else { format!("not shown: {returned} schools, needs {needed}") }.into()),
                    ],
                ]),
            );
        }
    }
    let mut order: Vec<_> = by_statement.iter().collect();
    order.sort_by_key(|((form, by, value, at), nine)| (*form, *by, *value, std::cmp::Reverse(nine.weak() * 10_000 / nine.scaled().max(1)), std::cmp::Reverse(nine.0[2]), *at));
    let mut rank = 0_i64;
    let mut last = (usize::MAX, "", "");
    for ((form, by, value, at), nine) in order {
        rank = if last == (*form, *by, *value) { rank + 1 } else { 1 };
        last = (*form, by, value);
        let (id, _, _, _, essential) = &forms[*form].statements[*at];
        let keys: Vec<(&'static str, Item)> = vec![("catalogue_id", forms[*form].catalogue_id.into()), ("group_by", (*by).into()), ("group_value", (*value).into()), ("statement_key", format!("{AUTHORITY}/{YEAR}/{}/{id}", forms[*form].catalogue_id).into()), ("statement_id", id.into())];
        let rate = nine.weak() as f64 / nine.scaled().max(1) as f64;
        let has = nine.scaled() > 0;
        let maybe = |value: f64| if has { Item::Float(value) } else { Item::Null };
        t.row(
            "mart_statement",
            with(&[
                base.clone(),
                keys.clone(),
                nine.columns(),
                nine.rates(),
                vec![
                    ("weak_low", maybe((rate - 0.15).max(0.0))),
                    ("weak_high", maybe((rate + 0.17).min(1.0))),
                    ("weak_rank", if has { Item::Int(rank) } else { Item::Null }),
                    ("rank_low", if has { Item::Int((rank - 4).max(1)) } else { Item::Null }),
                    ("rank_high", if has { Item::Int(rank + 5) } else { Item::Null }),
                    ("p_worst_5", maybe(0.4)),
                    ("p_best_5", maybe(0.1)),
                    (
                        "band",
                        if rank <= 3 {
                            "clearly_weak"
                        } else if rank > 36 {
                            "clearly_strong"
                        } else {
                            "not_told_apart"
                        }
                        .into(),
                    ),
                    ("n_evidence", (nine.0[0] / 2).into()),
                    ("n_yes_no_evidence", (nine.0[0] - nine.0[0] / 2).into()),
                    ("is_essential", (*essential).into()),
                    ("is_provisional", forms[*form].is_provisional.into()),
                ],
            ]),
        );
        let without = nine.weak() * 2 / 3;
        t.row("mart_action", with(&[base.clone(), keys, vec![("n_weak", nine.weak().into()), ("n_with_action", (nine.weak() - without).into()), ("n_without_action", without.into()), ("n_actions", (nine.weak() - without + 1).into()), ("n_done", 1_i64.into())]]));
    }
    for ((form, by, value, at), (nine, answered)) in &by_section {
        let (id, _) = forms[*form].sections[*at];
        let n = forms[*form].statements.iter().filter(|(_, section, ..)| section == at).count();
        t.row(
            "mart_section",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[*form].catalogue_id.into()),
                    ("group_by", (*by).into()),
                    ("group_value", (*value).into()),
                    ("section_id", id.into()),
                    ("n_statements", n.into()),
                    ("n_schools", response[&(*form, *by, *value)][0].into()),
                    ("n_schools_answered", answered.len().into()),
                    ("is_provisional", forms[*form].is_provisional.into()),
                ],
                nine.columns(),
                nine.rates(),
            ]),
        );
    }
    for ((form, theme), (nine, answered)) in &by_theme {
        let n = forms[*form].statements.iter().filter(|(_, _, _, t, _)| t == theme).count();
        t.row(
            "mart_theme",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[*form].catalogue_id.into()),
                    ("group_by", "all".into()),
                    ("group_value", "all".into()),
                    ("theme", (*theme).into()),
                    ("n_statements", n.into()),
                    ("n_schools", response[&(*form, "all", "all")][0].into()),
                    ("n_schools_answered", answered.len().into()),
                    ("is_provisional", forms[*form].is_provisional.into()),
                ],
                nine.columns(),
                nine.rates(),
            ]),
        );
    }
    for ((form, at), [pairs, better, worse, same, weak_before, weak_now]) in &change {
        let id = &forms[*form].statements[*at].0;
        let comparable = *at != 5;
        let count = |n: i64| Item::Int(if comparable { n } else { 0 });
        t.row(
            "mart_change",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[*form].catalogue_id.into()),
                    ("group_by", "all".into()),
                    ("group_value", "all".into()),
                    ("base_year", (YEAR - 1).into()),
                    ("statement_key", format!("{AUTHORITY}/{YEAR}/{}/{id}", forms[*form].catalogue_id).into()),
                    ("statement_id", id.into()),
                    ("comparability", if comparable { "identical" } else { "substantive" }.into()),
                    ("n_pairs", count(*pairs)),
                    ("n_improved", count(*better)),
                    ("n_worsened", count(*worse)),
                    ("n_same", count(*same)),
                    ("n_weak_before", count(*weak_before)),
                    ("n_weak_now", count(*weak_now)),
                    (
                        "verdict",
                        if !comparable {
                            "not_comparable"
                        } else if *pairs < 40 {
                            "not_tested"
                        } else {
                            "no_clear_change"
                        }
                        .into(),
                    ),
                    ("is_provisional", forms[*form].is_provisional.into()),
                ],
            ]),
        );
    }
    for a in 0..6_usize {
        let statements = &forms[0].statements;
        t.row(
            "mart_pair",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[0].catalogue_id.into()),
                    ("statement_a", statements[a].0.as_str().into()),
                    ("statement_b", statements[a + 7].0.as_str().into()),
                    ("n_schools", 30_i64.into()),
                    ("n_both", 9_i64.into()),
                    ("n_a_only", 4_i64.into()),
                    ("n_b_only", 5_i64.into()),
                    ("n_neither", 12_i64.into()),
                    ("odds_ratio", 4.2.into()),
                    ("odds_low", 1.4.into()),
                    ("odds_high", 11.0.into()),
                    ("p_value", 0.004.into()),
                    ("q_value", 0.03.into()),
                    ("is_linked", (a % 2 == 0).into()),
                ],
            ]),
        );
    }
    // Known to the catalogue and of another meaning; one school's own; several schools'.
    let wordings = [
        ("POL-01", "There is an acceptable use policy.", "alias", Item::from("substantive"), 4_i64, true),
        ("POL-02", "Our policies, which Mrs Macleod of the school keeps.", "id", Item::Null, 1, false),
        (
            "POL-03",
            "The policies have been changed to suit the needs of our school.",
            "similar",
            Item::Null,
            3,
            true,
        ),
    ];
    for (id, wording, matched_by, comparability, n_returns, is_shared) in wordings {
        t.row(
            "mart_wording",
            with(&[
                base.clone(),
                vec![
                    ("catalogue_id", forms[0].catalogue_id.into()),
                    ("statement_id", id.into()),
                    ("wording", wording.into()),
                    ("matched_by", matched_by.into()),
                    ("match_score", 0.88.into()),
                    ("comparability", comparability),
                    ("n_returns", n_returns.into()),
                    ("is_shared", is_shared.into()),
                ],
            ]),
        );
    }
    let tables: Vec<Checked> = t.0.into_iter().map(|(name, builder)| if name == "answers" || name == "comments" || name == "actions" { builder.finish_part() } else { builder.finish() }.unwrap_or_else(|breach| panic!("{name}: {breach}"))).collect();
    let before = tables.iter().filter(|table| ["returns", "comments", "answers"].contains(&table.table().name)).cloned().collect();
    Sample { tables, before }
}
