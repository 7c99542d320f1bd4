//! Headlines: the year in a dozen sentences, each with its counts.
//! In: the marts over all schools. Out: one page. Works nothing out: picks rows and puts them into words.

use schemas::{checked::Row, tables::marts};

use crate::{
    context::{Context, Form},
    views::{
        Book, View,
        page::{Block, Link, Page},
    },
    words::{count_of, grouped, percent},
};

/// The view.
pub static VIEW: View = View {
    name: "Headlines",
    book: Book::Benchmark,
    purpose: "The year in a dozen sentences, each with its counts.",
    reads: &[&marts::MART_STATEMENT, &marts::MART_SECTION, &marts::MART_CHANGE, &marts::MART_ACTION],
    most: View::MOST,
    make: pages,
};

fn pages(context: &Context<'_>) -> Vec<Page> {
    let mut page = Page::new(
        VIEW.name,
        format!("Headlines {}", context.year()),
        "What stands out in this year's returns. The links at the right lead to the figures behind each sentence.",
    );
    for form in &context.forms {
        if context.forms.len() > 1 {
            page = page.with(Block::Heading(format!("Form {}: {}", form.letter, form.title)));
        }
        for block in blocks(context, form) {
            page = page.with(block);
        }
    }
    vec![page]
}

/// The sentences of one form: also the page's opening.
pub fn blocks(context: &Context<'_>, form: &Form) -> Vec<Block> {
    let mut blocks = Vec::new();
    if form.is_provisional {
        blocks.push(fact(
            "Note",
            "These figures are provisional: the authority has not yet confirmed what the columns of this form mean."
                .to_owned(),
            None,
        ));
    }
    blocks.push(response(form));
    let statements: Vec<Row<'_>> = context.rows_of("mart_statement", form).collect();
    weakest(context, form, &statements, &mut blocks);
    clear(context, form, &statements, &mut blocks);
    essential(context, form, &statements, &mut blocks);
    strongest(context, form, &statements, &mut blocks);
    section(context, form, &mut blocks);
    change(context, form, &mut blocks);
    actions(context, form, &mut blocks);
    blocks
}

fn fact(figure: &str, words: String, sheet: Option<String>) -> Block {
    Block::Fact { figure: figure.to_owned(), link: sheet.map(|sheet| Link::to(words.clone(), sheet)), words }
}

fn response(form: &Form) -> Block {
    let mut words = format!(
        "{} sent a return that counts, of {} expected.",
        count_of(form.n_returned, "school", "schools"),
        grouped(form.n_expected)
    );
    if form.n_awaiting > 0 {
        let verb = if form.n_awaiting == 1 { "waits" } else { "wait" };
        words.push_str(&format!(" {} more {verb} for an answer to a question.", form.n_awaiting));
    }
    if form.n_not_returned > 0 {
        let schools = count_of(form.n_not_returned, "school", "schools");
        words.push_str(&match form.n_unidentified {
            0 => format!(" Nothing has come from {schools}."),
            n => format!(
                " Nothing known to be theirs has come from {schools}; the school of {} is not known for sure.",
                count_of(n, "return", "returns")
            ),
        });
    }
    if form.n_late > 0 {
        words.push_str(&format!(" {} came late.", form.n_late));
    }
    fact(
        &format!("{} of {}", grouped(form.n_returned), grouped(form.n_expected)),
        words,
        Some("Returns".to_owned()),
    )
}

fn answered(row: &Row<'_>) -> i64 {
    row.count("n_yes") + row.count("n_partly") + row.count("n_no")
}

fn ranked<'r>(statements: &[Row<'r>]) -> Vec<Row<'r>> {
    let mut ranked: Vec<Row<'_>> =
        statements.iter().copied().filter(|row| row.int("weak_rank").is_some()).collect();
    ranked.sort_by_key(|row| (row.int("weak_rank"), row.index()));
    ranked
}

fn weakest(context: &Context<'_>, form: &Form, statements: &[Row<'_>], blocks: &mut Vec<Block>) {
    for row in ranked(statements).into_iter().filter(|row| row.count("n_weak") > 0).take(3) {
        let id = row.str("statement_id");
        blocks.push(fact(
            &format!("{} of {}", grouped(row.count("n_weak")), grouped(answered(&row))),
            format!(
                "{} of {} that answered have this not yet in place: {} ({id}). {} answered No. {} expected.",
                grouped(row.count("n_weak")),
                count_of(answered(&row), "school", "schools"),
                form.label(id),
                grouped(row.count("n_no")),
                grouped(form.n_expected)
            ),
            Some(context.sheet("Weaknesses", form)),
        ));
    }
}

fn clear(context: &Context<'_>, form: &Form, statements: &[Row<'_>], blocks: &mut Vec<Block>) {
    let of = |band: &str| statements.iter().filter(|row| row.str("band") == band).count();
    let (weak, strong) = (of("clearly_weak"), of("clearly_strong"));
    if weak + strong + of("not_told_apart") == 0 {
        return;
    }
    let words = if weak + strong == 0 {
        format!(
            "None of the {} statements stands out for sure: with this many schools their order could come from \
             chance alone.",
            statements.len()
        )
    } else {
        format!(
            "Of {} statements, {weak} stand out as clearly weak and {strong} as clearly strong; the order of those \
             between could come from chance alone.",
            statements.len()
        )
    };
    blocks.push(fact(&weak.to_string(), words, Some(context.sheet("Statements", form))));
}

fn essential(context: &Context<'_>, form: &Form, statements: &[Row<'_>], blocks: &mut Vec<Block>) {
    let essential: Vec<&Row<'_>> = statements.iter().filter(|row| row.flag("is_essential")).collect();
    // Of what nobody answered nothing is in place, and nothing is not.
    if essential.iter().all(|row| answered(row) == 0) {
        return;
    }
    let open: Vec<String> = essential
        .iter()
        .filter(|row| row.count("n_weak") > 0)
        .map(|row| {
            format!(
                "{} ({} of {})",
                form.label(row.str("statement_id")),
                grouped(row.count("n_weak")),
                grouped(answered(row))
            )
        })
        .collect();
    let all =
        count_of(i64::try_from(essential.len()).unwrap_or(0), "essential statement", "essential statements");
    let words = if open.is_empty() {
        format!("{all}: in place in every school that answered.")
    } else {
        let shown: Vec<String> = open.iter().take(6).cloned().collect();
        let more = if open.len() > shown.len() { ", and more" } else { "" };
        format!("{all}. Not yet in place in some schools: {}{more}.", shown.join("; "))
    };
    blocks.push(fact(
        &format!("{} of {}", open.len(), essential.len()),
        words,
        Some(context.sheet("Statements", form)),
    ));
}

fn strongest(context: &Context<'_>, form: &Form, statements: &[Row<'_>], blocks: &mut Vec<Block>) {
    let ranked = ranked(statements);
    let Some(last) = ranked.last().and_then(|row| row.int("weak_rank")) else { return };
    let alike = || ranked.iter().filter(|row| row.int("weak_rank") == Some(last));
    // Where all are alike, or none is in place anywhere, nothing is the strongest.
    let n_alike = alike().count();
    if let Some(row) = alike().next().filter(|row| n_alike < ranked.len() && row.count("n_yes") > 0) {
        let id = row.str("statement_id");
        let place = if n_alike == 1 {
            "The strongest".to_owned()
        } else {
            format!("The first of {n_alike} that are the strongest, all alike")
        };
        blocks.push(fact(
            &format!("{} of {}", grouped(row.count("n_yes")), grouped(answered(row))),
            format!(
                "{place}: {} ({id}). {} of {} that answered have it in place.",
                form.label(id),
                grouped(row.count("n_yes")),
                count_of(answered(row), "school", "schools")
            ),
            Some(context.sheet("Strengths", form)),
        ));
    }
}

fn section(context: &Context<'_>, form: &Form, blocks: &mut Vec<Block>) {
    let mut rows: Vec<Row<'_>> =
        context.rows_of("mart_section", form).filter(|row| row.float("weak_rate").is_some()).collect();
    rows.sort_by(|a, b| {
        b.float("weak_rate").partial_cmp(&a.float("weak_rate")).unwrap_or(std::cmp::Ordering::Equal)
    });
    // Where nothing is weak, or another section is as weak, none has most to do.
    let [row, next, ..] = rows.as_slice() else { return };
    if row.count("n_weak") > 0 && row.float("weak_rate") > next.float("weak_rate") {
        let title = form
            .sections
            .iter()
            .find(|(id, _)| id == row.str("section_id"))
            .map_or("", |(_, title)| title.as_str());
        blocks.push(fact(
            &row.float("weak_rate").map(percent).unwrap_or_default(),
            format!(
                "The section with most still to do is {title}: {} of {} answers say that something is not yet in place.",
                grouped(row.count("n_weak")),
                grouped(answered(row))
            ),
            Some(context.sheet("Sections", form)),
        ));
    }
}

fn change(context: &Context<'_>, form: &Form, blocks: &mut Vec<Block>) {
    let rows: Vec<Row<'_>> = context.rows_of("mart_change", form).collect();
    let Some(base_year) = rows.iter().filter_map(|row| row.int("base_year")).max() else { return };
    let of = |verdict: &str| rows.iter().filter(|row| row.str("verdict") == verdict).count();
    let (better, worse) = (of("improved"), of("worsened"));
    if better + worse > 0 {
        blocks.push(fact(
            &format!("+{better} \u{2212}{worse}"),
            format!(
                "Since {base_year}, in the schools that answered both times: {} clearly improved, {worse} clearly \
                 worsened.",
                count_of(i64::try_from(better).unwrap_or(0), "statement", "statements")
            ),
            Some(context.sheet("Change", form)),
        ));
        return;
    }
    // Nothing is said of chance where too few schools answered both times for a test.
    let beyond_chance = match of("no_clear_change") {
        0 => format!(
            "Since {base_year} too few schools answered both times, or changed, to tell change from chance."
        ),
        1 => format!(
            "Since {base_year} the one statement that could be tested did not change beyond what chance could do."
        ),
        n => format!(
            "Since {base_year} none of the {n} statements that could be tested changed beyond what chance could do."
        ),
    };
    let moved = |row: &Row<'_>| row.count("n_improved") + row.count("n_worsened");
    let most = rows.iter().max_by_key(|row| (moved(row), std::cmp::Reverse(row.index())));
    if let Some(row) = most.filter(|row| moved(row) > 0) {
        let (better, worse) = (row.count("n_improved"), row.count("n_worsened"));
        blocks.push(fact(
            &format!("+{better} \u{2212}{worse}"),
            format!(
                "{beyond_chance} Most moved on {} ({}): of {} that answered both times, {better} moved up and {worse} down.",
                form.label(row.str("statement_id")),
                row.str("statement_id"),
                count_of(row.count("n_pairs"), "school", "schools"),
            ),
            Some(context.sheet("Change", form)),
        ));
    }
}

fn actions(context: &Context<'_>, form: &Form, blocks: &mut Vec<Block>) {
    let most = context
        .rows_of("mart_action", form)
        .max_by_key(|row| (row.count("n_without_action"), std::cmp::Reverse(row.index())));
    if let Some(row) = most.filter(|row| row.count("n_without_action") > 0) {
        blocks.push(fact(
            &format!("{} of {}", grouped(row.count("n_without_action")), grouped(row.count("n_weak"))),
            format!(
                "Most often without a planned action: {} ({}). Of {} that have it not yet in place, {} sent no action about it.",
                form.label(row.str("statement_id")),
                row.str("statement_id"),
                count_of(row.count("n_weak"), "school", "schools"),
                grouped(row.count("n_without_action"))
            ),
            Some("Weak without an action".to_owned()),
        ));
    }
}
