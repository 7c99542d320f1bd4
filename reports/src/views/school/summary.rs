//! The first page of a school's workbook: where it stands, what is not yet in place, who helps.
//! In: the school's rows. Out: one page, printed on one sheet of paper.

use schemas::paper;

use super::{
    LEAST_OTHERS, answers,
    index::{Index, Returned},
};
use crate::{
    context::Context,
    views::page::{Block, Cell, Chart, ChartKind, Column, Link, Look, Page, Series, Table, Tone},
    words::{count_of, grouped, no_similar_words, worth},
};

/// The page.
pub fn page(context: &Context<'_>, index: &Index<'_>, of: &Returned<'_>, end: &str) -> Page {
    let mut page = Page::new(
        format!("Your school{end}"),
        format!("{}: online safety {}", of.school.name, context.year()),
        format!(
            "What your return says, beside the other schools of {} that sent the same form, and the help on offer. It was \
             made from your own answers; nobody has marked them.",
            context.inputs.authority_name
        ),
    )
    .one_page();
    if of.form.is_provisional {
        page = page.as_of(
            "Provisional: the authority has not yet confirmed what the columns of this form mean.".to_owned(),
        );
    }
    for fact in facts(index, of) {
        page = page.with(fact);
    }
    page = sections(page, index, of, (end, context.inputs.options.partly_score));
    page = not_yet(page, index, of, end);
    page = plan(page, index, of, end);
    page = in_place_now(page, index, of);
    let answers = format!("{}{end}", answers::NAME);
    page.with(Block::Heading("Is something wrong?".to_owned()))
        .with(Block::Text(correct(context, &answers)))
        .with(Block::Links(vec![Link::to("Every answer, with the cell it was read from", answers)]))
}

fn correct(context: &Context<'_>, answers: &str) -> String {
    let contact = context.inputs.options.contact.trim();
    let to = if contact.is_empty() {
        "your authority's officer for online safety".to_owned()
    } else {
        contact.to_owned()
    };
    let code = if context.shows_names() {
        ""
    } else {
        " In the working group's papers schools are called by codes; ask if you wish to know yours."
    };
    format!(
        "The sheet {answers} shows what was read, and in which cell of your form. If an answer is not what you meant, \
         write to {to} with its id and the right answer, or send the form again: the later one counts.{code}"
    )
}

fn facts(index: &Index<'_>, of: &Returned<'_>) -> Vec<Block> {
    let row = &of.row;
    let fact = |figure: String, words: String| Block::Fact { figure, words, link: None };
    let mut facts = vec![fact(
        format!("{} of {}", row.count("n_yes"), row.count("n_expected")),
        "statements are in place: you answered Yes.".to_owned(),
    )];
    if row.count("n_others") >= LEAST_OTHERS
        && let Some(median) = row.float("others_median_yes")
    {
        let mut words = format!(
            "is the middle number of Yes in {}",
            count_of(row.count("n_others"), "other school", "other schools")
        );
        if let Some(similar) = row.float("similar_median_yes").filter(|_| of.has_similar()) {
            words.push_str(&format!(
                "; {} in the {} most similar to yours",
                number(similar),
                grouped(row.count("n_similar"))
            ));
        }
        facts.push(fact(number(median), format!("{words}, over the statements that both answered.")));
    }
    let unclear = [
        ("n_blank", "left blank"),
        ("n_multiple", "with two marks"),
        ("n_unreadable", "that could not be read for sure"),
        ("n_missing", "that your form did not have"),
    ];
    let unclear: Vec<String> = unclear
        .iter()
        .filter(|(name, _)| row.count(name) > 0)
        .map(|(name, words)| format!("{} {words}", row.count(name)))
        .collect();
    facts.push(fact(
        format!("{} Partly, {} No", row.count("n_partly"), row.count("n_no")),
        if unclear.is_empty() {
            "is what is not yet in place. Every other statement has a clear answer.".to_owned()
        } else {
            format!(
                "is what is not yet in place. Without a clear answer: {}.",
                crate::words::listed(&unclear)
            )
        },
    ));
    if let Some(change) = index.change(of) {
        let mut words = format!(
            "is what changed since {}, of {} that can be compared.",
            change.count("base_year"),
            count_of(change.count("n_compared"), "answer", "answers")
        );
        if change.count("n_actions_before") > 0 {
            words.push_str(&format!(
                " Of {} planned then, the statement is in place now for {}.",
                count_of(change.count("n_actions_before"), "action", "actions"),
                change.count("n_actions_met")
            ));
        }
        facts.push(fact(
            format!("{} better, {} worse", change.count("n_improved"), change.count("n_worsened")),
            words,
        ));
    }
    facts
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn sections(page: Page, index: &Index<'_>, of: &Returned<'_>, (end, partly_score): (&str, f64)) -> Page {
    let is_compared = of.row.count("n_others") >= LEAST_OTHERS;
    let is_similar = of.has_similar();
    let rows: Vec<Vec<Cell>> = of
        .form
        .sections
        .iter()
        .filter_map(|(id, title)| {
            let row = index.sections(of).iter().find(|row| row.str("section_id") == id)?;
            let mut cells = vec![
                Cell::text(title),
                Cell::text(format!(
                    "{} Yes, {} Partly, {} No",
                    row.count("n_yes"),
                    row.count("n_partly"),
                    row.count("n_no")
                )),
                Cell::number(row.float("score")),
            ];
            if is_compared {
                cells.push(Cell::number(row.float("others_score")));
            }
            if is_similar {
                cells.push(Cell::number(row.float("similar_score")));
            }
            Some(cells)
        })
        .collect();
    let has_none = |column: usize| rows.iter().any(|row| row.get(column) == Some(&Cell::None));
    let has_blank = has_none(2);
    let has_few = (is_compared || is_similar) && (has_none(3) || has_none(4));
    let name = format!("Sections{}", end.trim());
    let n_rows = rows.len();
    let mut columns = vec![
        Column::wide("Section", Look::Text, 34.0),
        Column::wide("Your answers", Look::Text, 46.0),
        Column::wide("Your school", Look::Share, 13.0),
    ];
    if is_compared {
        columns.push(Column::wide("Other schools", Look::Share, 13.0));
    }
    if is_similar {
        columns.push(Column::wide("Similar schools", Look::Share, 13.0));
    }
    let mut page = page.with(Block::Heading("Section by section".to_owned())).with(Block::Table(Table {
        name: name.clone(),
        title: "Your answers by section beside other schools'".to_owned(),
        columns,
        rows,
        n_fixed: 0,
    }));
    if has_blank {
        page = page.with(Block::Text(
            "A section of which you answered fewer than two thirds has no figure of yours.".to_owned(),
        ));
    }
    if has_few {
        page = page.with(Block::Text(
            "A section that fewer than five of the schools beside yours answered has no figure of theirs, nor has one where it \
             would tell what fewer than five others answered."
                .to_owned(),
        ));
    }
    if !is_compared {
        page = page.with(Block::Text(
            "Other schools are not shown beside yours: fewer than five others sent this form.".to_owned(),
        ));
    } else if !is_similar {
        let why = no_similar_words(of.row.str("no_similar"));
        page = page.with(Block::Text(format!("Similar schools are not shown: {why}.")));
    }
    if n_rows < 2 {
        return page;
    }
    let mut series = vec![Series { column: 2, tone: Tone::Main }];
    if is_compared {
        series.push(Series { column: 3, tone: Tone::Other });
    }
    page.with(Block::Chart(Chart {
        kind: ChartKind::Bars,
        title: format!("How much is in place (Yes counts 1, Partly {})", worth(partly_score)),
        alt: "Bars: your school's and the other schools' score in each section; the figures are those of the table above"
            .to_owned(),
        table: name,
        labels: 0,
        series,
        axis: Some((0.0, 1.0)),
        unit: String::new(),
        n_rows,
    }))
}

fn not_yet(page: Page, index: &Index<'_>, of: &Returned<'_>, end: &str) -> Page {
    // Of a return without a plan it would only repeat that there is none.
    let has_plan = !index.plan(of).is_empty();
    let mut rows: Vec<(bool, Vec<Cell>)> = Vec::new();
    for statement in &of.form.statements {
        let said = index.said(&of.school.key, &statement.key);
        if !matches!(said, "partly" | "no") {
            continue;
        }
        let plan = match index.n_actions(of, &statement.key) {
            0 => "No action yet".to_owned(),
            n => count_of(n, "action", "actions"),
        };
        let label = if statement.is_essential {
            format!("{} {} (essential)", statement.id, statement.label)
        } else {
            format!("{} {}", statement.id, statement.label)
        };
        let mut cells = vec![
            Cell::text(label),
            Cell::text(&statement.support),
            Cell::Answer(said.to_owned()),
            Cell::text(in_place(index, &statement.key)),
        ];
        cells.extend(has_plan.then(|| Cell::text(plan)));
        rows.push((!statement.is_essential, cells));
    }
    // Essential ones first, else the form's order.
    rows.sort_by_key(|(is_later, _)| *is_later);
    let page = page.with(Block::Heading("Not yet in place, and who helps".to_owned()));
    if rows.is_empty() {
        return page.with(Block::Text("You answered nothing with Partly or No.".to_owned()));
    }
    let [your_answer, n_others] = paper::YOUR_ANSWERS;
    let mut columns = vec![
        Column::wide("Statement", Look::Text, 34.0),
        Column::wide("Support on offer", Look::Long, 46.0),
        Column::wide(your_answer, Look::Text, 13.0),
        Column::wide(n_others, Look::Text, 13.0),
    ];
    columns.extend(has_plan.then(|| Column::wide("In your plan", Look::Text, 13.0)));
    page.with(Block::Table(Table {
        name: format!("Not_yet_in_place{}", end.trim()),
        title: "What is not yet in place, with the support on offer".to_owned(),
        columns,
        rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        n_fixed: 0,
    }))
}

/// How many schools' answers to a statement are shown; none where fewer than five others answered.
pub(super) fn n_answered(index: &Index<'_>, statement_key: &str) -> Option<i64> {
    let row = index.statement(statement_key)?;
    Some(row.count("n_yes") + row.count("n_weak")).filter(|answered| *answered > LEAST_OTHERS)
}

/// In how many schools a statement is in place; nothing where fewer than five others answered.
pub(super) fn in_place(index: &Index<'_>, statement_key: &str) -> String {
    index.statement(statement_key).zip(n_answered(index, statement_key)).map_or_else(
        || "too few schools".to_owned(),
        |(row, answered)| format!("{} of {answered}", row.count("n_yes")),
    )
}

/// What the school has in place, section by section.
fn in_place_now(page: Page, index: &Index<'_>, of: &Returned<'_>) -> Page {
    let lines: Vec<String> = of
        .form
        .sections
        .iter()
        .filter_map(|(id, title)| {
            let labels: Vec<&str> = of
                .form
                .statements
                .iter()
                .filter(|statement| {
                    statement.section_id == *id && index.said(&of.school.key, &statement.key) == "yes"
                })
                .map(|statement| statement.label.as_str())
                .collect();
            (!labels.is_empty()).then(|| format!("{title}: {}.", labels.join("; ")))
        })
        .collect();
    let page = page.with(Block::Heading("What is in place".to_owned()));
    if lines.is_empty() {
        return page.with(Block::Text("You answered nothing with Yes.".to_owned()));
    }
    page.with(Block::List(lines))
}

fn plan(page: Page, index: &Index<'_>, of: &Returned<'_>, end: &str) -> Page {
    let rows: Vec<Vec<Cell>> = index
        .plan(of)
        .into_iter()
        .map(|(row, links)| {
            let done = match (row.date("completed_on"), row.flag("is_signed")) {
                (Some(_), true) => "Dated, signed",
                (Some(_), false) => "Dated",
                (None, true) => "Signed",
                (None, false) => "Open",
            };
            vec![
                Cell::text(row.str("area")),
                Cell::text(row.str("resources")),
                Cell::text(links.join(", ")),
                Cell::day(row.date("completed_on")),
                Cell::text(done),
            ]
        })
        .collect();
    let page = page.with(Block::Heading("Your action plan".to_owned()));
    if rows.is_empty() {
        return page.with(Block::Text("No action was read from your return.".to_owned()));
    }
    page.with(Block::Table(Table {
        name: format!("Action_plan{}", end.trim()),
        title: "The rows of your action plan with the statements they seem to be about".to_owned(),
        columns: vec![
            Column::wide("Area", Look::Text, 34.0),
            Column::wide("What is planned", Look::Long, 46.0),
            Column::wide("About", Look::Text, 13.0),
            Column::wide("Date", Look::Day, 13.0),
            Column::wide("State", Look::Text, 13.0),
        ],
        rows,
        n_fixed: 0,
    }))
}
