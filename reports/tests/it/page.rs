//! The report page: what stands on it, and that nothing a school typed can run in it.

use arrow::array::{Array, ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray};
use reports::{
    Inputs, Options, SchoolNames, Tables,
    context::Context,
    formats::html,
    views::{
        page::{Block, Cell},
        report,
    },
};
use schemas::{checked::Checked, tables::by_name};

use crate::sample::{self, Sample};

fn options() -> Options {
    Options { groups: vec!["sector".to_owned(), "area".to_owned()], ..Options::default() }
}

fn with<R>(made: &Sample, authority_name: &str, options: Options, what: impl Fn(&Context<'_>) -> R) -> R {
    let inputs = Inputs {
        year: sample::year(),
        authority_name,
        tables: made.tables.iter().collect::<Tables<'_>>(),
        before: made.before.iter().collect(),
        publications: &[],
        options,
    };
    what(&Context::new(&inputs))
}

fn page(made: &Sample) -> String {
    with(made, "Comhairle nan Eilean Siar", options(), |context| html::report(context).unwrap())
}

/// What the templates make of a text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
        .replace('/', "&#x2f;")
}

/// The sample with its sections' figures and statements a second time, as those of the year before.
fn with_a_year_before(mut made: Sample, comparability: &'static str) -> Sample {
    made = changed(made, "dim_statement", "comparability", |row, _| {
        if row == 0 { comparability.to_owned() } else { "identical".to_owned() }
    });
    for name in ["mart_section", "dim_statement"] {
        let contract = by_name(name).unwrap();
        for checked in made.tables.iter_mut().filter(|checked| checked.table().name == name) {
            let now = checked.batch();
            let mut columns: Vec<ArrayRef> = now.columns().to_vec();
            let year = contract.position("year").unwrap();
            columns[year] = std::sync::Arc::new(Int32Array::from(vec![sample::YEAR - 1; now.num_rows()]));
            if let Some(key) = contract.position("statement_key") {
                let old = columns[key].as_any().downcast_ref::<StringArray>().unwrap();
                let new: StringArray = old.iter().map(|key| key.map(|key| format!("{key}-before"))).collect();
                columns[key] = std::sync::Arc::new(new);
            }
            let before = RecordBatch::try_new(now.schema(), columns).unwrap();
            let both = arrow::compute::concat_batches(&now.schema(), [now, &before]).unwrap();
            *checked = Checked::new(contract, &both).unwrap();
        }
    }
    made
}

#[test]
fn years_stand_side_by_side_as_far_as_the_meaning_is_the_same() {
    let text = page(&sample::make(25, false, 7));
    assert!(!text.contains("Year by year"));
    let text = page(&with_a_year_before(sample::make(25, false, 7), "editorial"));
    let charts = |text: &str| text.matches("answers by year").count();
    assert!(text.contains("Year by year") && !text.contains("do not compare: "));
    let n_sections = charts(&text);
    assert!(n_sections > 1);
    let text = page(&with_a_year_before(sample::make(25, false, 7), "substantive"));
    assert_eq!(charts(&text), n_sections - 1, "the section whose statement changed has no line");
    assert!(text.contains("do not compare: ") && text.contains(&format!("(since {})", sample::YEAR)));
}

#[test]
fn no_line_goes_across_a_statement_that_is_asked_no_longer_or_elsewhere() {
    let year_by_year = |made: Sample| {
        let text = page(&made);
        (text.matches("answers by year").count(), text)
    };
    let whole = || with_a_year_before(sample::make(25, false, 7), "identical");
    let (n_sections, _) = year_by_year(whole());
    // Gone since: it has a row of the year before alone.
    let mut gone = whole();
    for checked in gone.tables.iter_mut().filter(|checked| checked.table().name == "dim_statement") {
        let is_kept: arrow::array::BooleanArray = checked
            .rows()
            .map(|row| {
                Some(row.str("statement_id") != "INF-03" || row.int("year") != Some(i64::from(sample::YEAR)))
            })
            .collect();
        let rows = arrow::compute::filter_record_batch(checked.batch(), &is_kept).unwrap();
        *checked = Checked::new(checked.table(), &rows).unwrap();
    }
    let (n, text) = year_by_year(gone);
    assert_eq!(n, n_sections - 1);
    let why = format!("do not compare: Infrastructure (since {})", sample::YEAR);
    assert!(text.contains(&why));
    // Under another heading since: neither section asks what it asked.
    let moved = changed(whole(), "dim_statement", "section_id", |row, section| {
        if row == 0 { "infrastructure".to_owned() } else { section.to_owned() }
    });
    let (n, text) = year_by_year(moved);
    assert_eq!(n, n_sections - 2);
    assert!(text.contains(&format!("Policy (since {0}) and Infrastructure (since {0})", sample::YEAR)));
}

/// The page less its own style and script.
fn body(page: &str) -> String {
    let mut rest = page.to_owned();
    for tag in ["style", "script"] {
        let from = rest.find(&format!("<{tag}>")).unwrap();
        let to = rest.find(&format!("</{tag}>")).unwrap();
        rest.replace_range(from..to, "");
    }
    rest
}

/// The sample with every text of a column replaced.
fn changed(mut made: Sample, table: &str, column: &str, with: impl Fn(usize, &str) -> String) -> Sample {
    let contract = by_name(table).unwrap();
    let position = contract.position(column).unwrap();
    for checked in made.tables.iter_mut().filter(|checked| checked.table().name == table) {
        let mut columns: Vec<ArrayRef> = checked.batch().columns().to_vec();
        let old = columns[position].as_any().downcast_ref::<StringArray>().unwrap();
        let new: StringArray =
            (0..old.len()).map(|row| (!old.is_null(row)).then(|| with(row, old.value(row)))).collect();
        columns[position] = std::sync::Arc::new(new);
        let batch = RecordBatch::try_new(checked.batch().schema(), columns).unwrap();
        *checked = Checked::new(contract, &batch).unwrap();
    }
    made
}

#[test]
fn every_sentence_and_every_row_of_its_views_stands_on_the_page() {
    for has_two_forms in [false, true] {
        let made = sample::make(25, has_two_forms, 7);
        let text = page(&made);
        let pages = with(&made, "x", options(), |context| {
            report::PARTS.iter().flat_map(|part| report::pages(part, context)).collect::<Vec<_>>()
        });
        let stands = |sentence: &str| assert!(text.contains(&escaped(sentence)), "missing: {sentence}");
        for page in &pages {
            stands(&page.title);
            stands(&page.as_of);
            for block in &page.blocks {
                match block {
                    Block::Heading(words) | Block::Text(words) | Block::Note(words) => stands(words),
                    Block::List(items) => items.iter().for_each(|item| stands(item)),
                    Block::Fact { figure, words, .. } => {
                        stands(figure);
                        stands(words);
                    }
                    Block::Links(links) => links.iter().for_each(|link| stands(&link.text)),
                    Block::Chart(chart) => stands(&chart.title),
                    Block::Table(table) => {
                        stands(&table.title);
                        table.columns.iter().for_each(|column| stands(&column.head));
                        for cell in table.rows.iter().flatten() {
                            match cell {
                                Cell::Text(words) => stands(words),
                                Cell::Link(link) => stands(&link.text),
                                _ => {}
                            }
                        }
                    }
                }
            }
        }
        let rows: usize = pages
            .iter()
            .flat_map(|page| &page.blocks)
            .map(|block| if let Block::Table(table) = block { table.rows.len().max(1) } else { 0 })
            .sum();
        let (heads, all) = (text.matches("<thead><tr>").count(), text.matches("<tr>").count());
        assert_eq!(all - heads, rows);
    }
}

#[test]
fn a_chart_of_statements_says_their_words_and_not_their_ids() {
    let made = sample::make(25, false, 7);
    let text = page(&made);
    let charts: Vec<&str> =
        text.split("<figure").skip(1).map(|part| part.split("</figure>").next().unwrap()).collect();
    assert!(charts.len() > 5);
    assert!(charts.iter().all(|chart| !chart.contains("y=\"13\">POL-") && !chart.contains("y=\"13\">INC-")));
}

#[test]
fn a_chart_of_nothing_but_noughts_is_not_drawn() {
    let made = sample::make(25, false, 7);
    assert!(page(&made).contains("Schools that moved up and down"));
    let contract = by_name("mart_change").unwrap();
    let still = made.tables.into_iter().map(|checked| {
        if checked.table().name != "mart_change" {
            return checked;
        }
        let mut columns: Vec<ArrayRef> = checked.batch().columns().to_vec();
        for name in ["n_improved", "n_worsened"] {
            let noughts = Int64Array::from(vec![0; checked.len()]);
            columns[contract.position(name).unwrap()] = std::sync::Arc::new(noughts);
        }
        Checked::new(contract, &RecordBatch::try_new(checked.batch().schema(), columns).unwrap()).unwrap()
    });
    let text = page(&Sample { tables: still.collect(), before: made.before });
    assert!(!text.contains("Schools that moved up and down") && text.contains("What changed from"));
}

#[test]
fn the_response_stands_at_the_top() {
    let made = sample::make(25, false, 7);
    let text = page(&made);
    let figure = with(&made, "x", options(), |context| report::responses(context)[0].figure.clone());
    let (number, whole) = figure.split_once(" of ").unwrap();
    let top = &text[..text.find("<nav").unwrap()];
    assert!(top.contains(&format!("<strong>{number}</strong> of {whole} schools returned")), "{figure}");
}

#[test]
fn what_a_school_or_an_authority_typed_is_text() {
    let hostile =
        r#"</td><script>alert('x')</script><img src=x onerror="y()"> {{ 7*7 }} {% raw %} & "q" ]]> -->"#;
    let made = sample::make(25, false, 7);
    let made = changed(made, "dim_school", "school_name", |row, _| format!("{row} {hostile}"));
    let made = changed(made, "dim_statement", "text", |_, text| format!("{text} {hostile}"));
    let made = changed(made, "dim_statement", "short_label", |_, _| hostile.to_owned());
    let made = changed(made, "dim_statement", "support", |_, _| hostile.to_owned());
    let made = changed(made, "dim_section", "title", |row, _| format!("{row} {hostile}"));
    let made = changed(made, "dim_section", "catalogue_title", |_, _| hostile.to_owned());
    let made = changed(made, "mart_gate", "reason", |_, _| hostile.to_owned());
    let text = with(&made, hostile, options(), |context| html::report(context).unwrap());
    assert!(text.contains(&escaped(hostile)));
    let body = body(&text);
    for bad in ["<script", "<img", "onerror=\"", "alert('x')", "]]>", "-->", " 49 "] {
        assert!(!body.contains(bad), "{bad}");
    }
}

#[test]
fn nothing_on_the_page_leads_to_the_network_or_runs_inline() {
    let text = page(&sample::make(25, true, 7));
    for bad in [
        "http:",
        "https:",
        "src=",
        "@import",
        "url(",
        "<link",
        "<iframe",
        "<form",
        "javascript:",
        " style=",
        "fetch(",
    ] {
        assert!(!text.contains(bad), "{bad}");
    }
    assert!(
        !text.contains("href=\"//") && text.matches("href=\"").count() == text.matches("href=\"#").count()
    );
    let body = body(&text);
    for (at, _) in body.match_indices(" on") {
        let word: String = body[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect();
        assert!(!body[at + 1 + word.len()..].starts_with('='), "a handler: {word}");
    }
    let policy = "Content-Security-Policy\" content=\"default-src &#x27;none&#x27;; style-src &#x27;sha256-";
    assert!(text.contains(policy));
}

#[test]
fn the_same_figures_make_the_same_bytes() {
    assert!(page(&sample::make(40, true, 3)) == page(&sample::make(40, true, 3)));
}

#[test]
fn a_gate_that_is_closed_leaves_its_sentence() {
    let of = |pair: &'static str, change: &'static str| {
        changed(sample::make(25, false, 7), "mart_gate", "analysis", move |_, old| match old {
            "pair" => pair.to_owned(),
            "change" => change.to_owned(),
            _ => old.to_owned(),
        })
    };
    let text = page(&of("band", "change_test"));
    assert!(text.contains("Which statements stand out for sure: Not shown: 24 schools, needs 30."));
    assert!(text.contains("Whether a change is beyond chance: Not shown: 24 schools, needs 30."));
    let mut alone = of("pair", "change");
    alone.tables.retain(|checked| checked.table().name != "mart_change");
    assert!(page(&alone).contains("<p class=\"note\">Not shown: 24 schools, needs 30.</p>"));
}

#[test]
fn the_section_profile_leaves_out_groups_of_too_few_schools() {
    let made = sample::make(13, false, 7);
    let gates = made.tables.iter().find(|table| table.table().name == "mart_gate").unwrap();
    let few: Vec<String> = gates
        .rows()
        .filter(|row| row.str("analysis") == "group" && !row.flag("is_shown"))
        .map(|row| row.str("group_value").to_owned())
        .collect();
    let text = page(&made);
    let profiles: Vec<&str> =
        text.split("id=\"t-profile").skip(1).map(|rest| rest.split("</table>").next().unwrap()).collect();
    assert!(!few.is_empty() && !profiles.is_empty());
    for profile in profiles {
        assert!(
            profile.contains("All schools") && few.iter().all(|value| !profile.contains(value)),
            "{profile}"
        );
    }
}

#[test]
fn codes_name_no_school() {
    let made = sample::make(25, false, 7);
    let coded = Options { school_names: SchoolNames::Codes, ..options() };
    let text = with(&made, "Authority", coded, |context| html::report(context).unwrap());
    let names: Vec<String> = made
        .tables
        .iter()
        .filter(|checked| checked.table().name == "dim_school")
        .flat_map(|checked| checked.rows().map(|row| row.str("school_name").to_owned()).collect::<Vec<_>>())
        .collect();
    assert!(names.len() >= 25);
    for name in names {
        assert!(!text.contains(&escaped(&name)), "{name}");
    }
    assert!(text.contains("School 07"));
}

#[test]
fn comments_and_signals_stay_with_the_officer() {
    let made = sample::make(25, false, 7);
    let reads: Vec<&str> =
        report::PARTS.iter().flat_map(|part| part.view.reads).map(|table| table.name).collect();
    for table in ["comments", "mart_signal", "mart_call", "answers", "actions"] {
        assert!(!reads.contains(&table), "{table}");
    }
    let text = page(&made);
    for checked in made.tables.iter().filter(|checked| checked.table().name == "comments") {
        for row in checked.rows() {
            assert!(!text.contains(&escaped(row.str("text"))), "{}", row.str("text"));
        }
    }
}

#[test]
fn many_schools_stay_a_small_file() {
    let text = page(&sample::make(500, false, 7));
    assert!(text.len() < 2_000_000, "{} bytes", text.len());
    assert!(text.contains("<td class=\"y\">Y"));
}

#[test]
fn a_year_without_a_return_still_makes_a_page() {
    let text = with(
        &Sample { tables: Vec::new(), before: Vec::new() },
        "Authority",
        Options::default(),
        |context| html::report(context).unwrap(),
    );
    assert!(text.contains("<h1>") && text.ends_with("</html>"));
}

/// A theme's colours by name, from the style's block that begins with these words.
fn colours(style: &str, from: &str) -> std::collections::BTreeMap<String, u32> {
    let block = &style[style.find(from).unwrap()..];
    let block = &block[..block.find('}').unwrap()];
    block
        .split("--")
        .filter_map(|part| {
            let (name, value) = part.split_once(": #")?;
            Some((name.to_owned(), u32::from_str_radix(&value[..6], 16).unwrap()))
        })
        .collect()
}

/// The contrast of two colours (WCAG 2.2, relative luminance).
fn contrast(a: u32, b: u32) -> f64 {
    let luminance = |colour: u32| {
        let part = |shift: u32| {
            let value = f64::from((colour >> shift) & 0xff) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_stand_out_from_what_is_behind_them_in_both_themes() {
    let text = page(&sample::make(5, false, 7));
    let style = &text[text.find("<style>").unwrap()..text.find("</style>").unwrap()];
    for theme in [":root {\n  color-scheme", "prefers-color-scheme: dark) {\n  :root"] {
        let colours = colours(style, theme);
        let mut pairs: Vec<(String, String)> = Vec::new();
        for ink in ["ink", "quiet", "accent", "link"] {
            pairs.extend(["paper", "soft"].map(|back| (ink.to_owned(), back.to_owned())));
        }
        pairs.extend(["note", "bar", "shade"].map(|back| ("ink".to_owned(), back.to_owned())));
        pairs.extend(
            ["yes", "partly", "no", "grey", "main", "other"]
                .map(|tone| (format!("on-{tone}"), tone.to_owned())),
        );
        pairs.extend(["y", "p", "n", "a", "o"].map(|map| (format!("ink-{map}"), format!("map-{map}"))));
        for (front, back) in pairs {
            let found = contrast(colours[&front], colours[&back]);
            assert!(found >= 4.5, "{front} on {back}, {theme}: {found:.2}");
        }
        // A dot, a line of an interval and a piece of a bar, which are no words.
        for shape in ["yes", "no", "grey", "main"] {
            let found = contrast(colours[shape], colours["paper"]);
            assert!(found >= 3.0, "{shape}, {theme}: {found:.2}");
        }
    }
}

#[test]
fn a_link_calls_a_part_what_the_menu_calls_it() {
    let text = page(&sample::make(25, false, 7));
    let menu = text.split("class=\"parts\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let mut n_links = 0;
    for fact in text.split("<ul class=\"facts\">").skip(1).flat_map(|facts| facts.split("</ul>").take(1)) {
        for link in fact.split("<a href=\"#").skip(1).filter_map(|link| link.split("</a>").next()) {
            let (_, name) = link.split_once('>').unwrap();
            assert!(menu.contains(&format!(">{name}</a>")), "{name} is not in {menu}");
            n_links += 1;
        }
    }
    assert!(n_links > 4);
}
