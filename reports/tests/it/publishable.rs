//! `publishable.xlsx` held against the checklist for accessible spreadsheets, rule by rule, on its XML.

use std::{collections::BTreeSet, path::PathBuf};

use reports::{
    Inputs, Options,
    views::publishable::{
        pages::pages,
        publication::{Publication, Shown},
    },
    write_year,
};
use tempfile::TempDir;

use crate::{
    sample,
    written::{parts, sheet, sheets, without_schools, write},
};

fn book() -> (TempDir, PathBuf) {
    let options = Options { groups: vec!["sector".to_owned()], ..without_schools() };
    let dir = write(&sample::make(60, true, 7), options);
    let path = dir.path().join("publishable.xlsx");
    (dir, path)
}

/// The worksheets' XML in the order of the tabs.
fn worksheets(path: &std::path::Path) -> Vec<String> {
    (1..=sheets(path).len())
        .map(|number| parts(path, &format!("xl/worksheets/sheet{number}.xml")).remove(0).1)
        .collect()
}

fn attribute<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    xml.split(&format!("{name}=\"")).nth(1)?.split('"').next()
}

#[test]
fn cover_contents_and_notes_come_first_and_names_are_plain() {
    let (_dir, path) = book();
    let names = sheets(&path);
    assert_eq!(names[..3], ["Cover", "Contents", "Notes"]);
    assert!(names.len() > 4, "{names:?}");
    let mut folded = BTreeSet::new();
    for name in &names {
        assert!(name.len() <= 31 && name.starts_with(|c: char| c.is_ascii_alphabetic()), "{name}");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'), "{name}");
        assert!(folded.insert(name.to_lowercase()), "{name}");
    }
}

#[test]
fn the_properties_have_title_language_and_the_authority() {
    let (_dir, path) = book();
    let core = parts(&path, "docProps/core.xml").remove(0).1;
    assert!(
        core.contains("<dc:title>Online safety in schools of Made-up Council, 2026</dc:title>"),
        "{core}"
    );
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    assert!(core.contains("<dc:creator>Made-up Council</dc:creator>"));
    assert!(core.contains("<cp:keywords>"));
    assert!(core.contains("2026-01-01T00:00:00Z"));
}

#[test]
fn it_opens_at_the_first_cell_of_the_first_sheet() {
    let (_dir, path) = book();
    let workbook = parts(&path, "xl/workbook.xml").remove(0).1;
    assert!(matches!(attribute(&workbook, "activeTab"), None | Some("0")));
    for xml in worksheets(&path) {
        assert!(matches!(attribute(&xml, "activeCell"), None | Some("A1")));
        assert!(matches!(attribute(&xml, "topLeftCell"), None | Some("A1")));
    }
}

#[test]
fn nothing_is_merged_hidden_frozen_filtered_drawn_or_in_a_header() {
    let (_dir, path) = book();
    let workbook = parts(&path, "xl/workbook.xml").remove(0).1;
    assert!(!workbook.contains("state=\"hidden\"") && !workbook.contains("state=\"veryHidden\""));
    for part in ["xl/vbaProject", "xl/externalLinks", "xl/drawings", "xl/charts", "xl/comments"] {
        assert!(parts(&path, part).is_empty(), "{part}");
    }
    for xml in worksheets(&path) {
        for thing in [
            "<mergeCell",
            "hidden=\"1\"",
            "state=\"frozen\"",
            "<autoFilter",
            "<headerFooter",
            "<drawing",
            "<conditionalFormatting",
        ] {
            assert!(!xml.contains(thing), "{thing}");
        }
        assert!(!xml.contains(" ht=\"0\"") && !xml.contains(" width=\"0\""));
    }
}

#[test]
fn type_is_arial_of_12_and_more_and_nothing_is_coloured() {
    let (_dir, path) = book();
    let styles = parts(&path, "xl/styles.xml").remove(0).1;
    let used = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let fonts: Vec<&str> = styles
        .split("<fonts")
        .nth(1)
        .unwrap()
        .split("</fonts>")
        .next()
        .unwrap()
        .split("<font>")
        .skip(1)
        .collect();
    let mut n_used = 0;
    for id in used.split("fontId=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let font = fonts[id.parse::<usize>().unwrap()];
        let size: f64 = attribute(font, "sz val").unwrap().parse().unwrap();
        assert!(size >= 12.0 && font.contains("name val=\"Arial\""), "{font}");
        n_used += 1;
    }
    assert!(n_used >= 6);
    assert!(used.split("fillId=\"").skip(1).all(|rest| rest.starts_with("0\"")));
    // Each cell written has one of our styles.
    for xml in worksheets(&path) {
        assert!(xml.split("<c r=").skip(1).all(|cell| cell.split('>').next().unwrap().contains(" s=\"")));
    }
}

#[test]
fn titles_differ_and_lines_stand_above_the_table_without_a_gap() {
    let (_dir, path) = book();
    let mut titles = BTreeSet::new();
    for (name, xml) in sheets(&path).iter().zip(worksheets(&path)) {
        let rows = sheet(&path, name);
        assert!(!rows[0][0].is_empty() && titles.insert(rows[0][0].clone()), "{name}");
        assert!(xml.contains("<c r=\"A1\""), "{name}");
        let Some(table) = table_of(&path, &xml) else {
            assert_eq!(name, "Cover");
            continue;
        };
        assert!(rows[1][0].starts_with("This worksheet contains one table"), "{name}: {}", rows[1][0]);
        let (first, last) = attribute(&table, "ref").unwrap().split_once(':').unwrap();
        let head: usize = first.trim_start_matches('A').parse().unwrap();
        for row in &rows[..head - 1] {
            assert!(!row[0].is_empty(), "{name}: a blank row above the table");
            assert!(row[1..].iter().all(String::is_empty), "{name}");
        }
        // Nothing below or beside; no cell is empty; heads are there and differ.
        assert!(last.ends_with(&rows.len().to_string()), "{name}: {last}, {} rows", rows.len());
        let heads: BTreeSet<&String> = rows[head - 1].iter().collect();
        assert_eq!(heads.len(), rows[head - 1].len(), "{name}");
        for row in &rows[head - 1..] {
            assert!(row.iter().all(|cell| !cell.is_empty()), "{name}: {row:?}");
        }
    }
}

fn table_of(path: &std::path::Path, worksheet: &str) -> Option<String> {
    let n_tables = worksheet.matches("<tablePart ").count();
    assert!(n_tables <= 1);
    if n_tables == 0 {
        return None;
    }
    // Tables are numbered in the order of their sheets.
    let at = worksheets(path)
        .iter()
        .take_while(|xml| *xml != worksheet)
        .filter(|xml| xml.contains("<tablePart "))
        .count();
    Some(parts(path, &format!("xl/tables/table{}.xml", at + 1)).remove(0).1)
}

#[test]
fn tables_are_marked_up_without_filter_or_stripes() {
    let (_dir, path) = book();
    let mut names = BTreeSet::new();
    for (_, table) in parts(&path, "xl/tables/") {
        assert!(!table.contains("<autoFilter"));
        assert!(!table.contains("headerRowCount=\"0\""));
        assert!(table.contains("showRowStripes=\"0\""));
        assert!(!table.contains("<tableStyleInfo name="));
        let name = attribute(&table, "displayName").unwrap();
        assert!(name.ends_with("_table") && names.insert(name.to_owned()), "{name}");
    }
    assert!(names.len() >= 4);
}

#[test]
fn numbers_are_numbers_and_words_among_them_are_explained_shorthand() {
    let (_dir, path) = book();
    let mut n_confidential = 0;
    for name in sheets(&path).iter().skip(3) {
        let rows = sheet(&path, name);
        let head = rows.iter().position(|row| row.iter().all(|cell| !cell.is_empty())).unwrap();
        let above: String = rows[..head].iter().map(|row| row[0].as_str()).collect();
        for row in &rows[head + 1..] {
            let numbers = row.iter().enumerate().filter(|(at, _)| {
                let head = &rows[head][*at];
                !matches!(head.as_str(), "Statement id" | "Statement" | "Section")
            });
            for (_, cell) in numbers {
                if cell.parse::<f64>().is_err() {
                    assert!(cell == "[c]" || cell == "[x]", "{name}: {cell}");
                    assert!(
                        above.contains(&format!("{cell} means")) || above.contains(&format!("{cell} mean")),
                        "{name}"
                    );
                    n_confidential += 1;
                }
            }
        }
    }
    assert!(n_confidential > 10, "the sample has nothing to withhold");
    let notes: String = sheet(&path, "Notes").into_iter().map(|row| row[0].clone()).collect();
    for shorthand in ["[c]", "[x]", "[z]"] {
        assert!(notes.contains(&format!("{shorthand} means")), "{shorthand}");
    }
}

#[test]
fn notes_used_are_the_notes_listed() {
    let (_dir, path) = book();
    let marks = |text: &str| -> BTreeSet<String> {
        text.match_indices("[note ")
            .map(|(at, _)| text[at..].split(']').next().unwrap().to_owned() + "]")
            .collect()
    };
    let listed: BTreeSet<String> = sheet(&path, "Notes").iter().flat_map(|row| marks(&row[0])).collect();
    let used: BTreeSet<String> = sheets(&path)
        .iter()
        .filter(|name| *name != "Notes")
        .flat_map(|name| sheet(&path, name))
        .flatten()
        .flat_map(|cell| marks(&cell))
        .collect();
    assert_eq!(listed, used);
    let all: String = parts(&path, "xl/sharedStrings.xml").remove(0).1;
    for mark in ["*", "†", "[note 1,"] {
        assert!(!all.contains(mark), "{mark}");
    }
}

#[test]
fn notes_are_numbered_without_a_gap() {
    for has_two_forms in [false, true] {
        let made = sample::make(40, has_two_forms, 5);
        let dir = write(&made, without_schools());
        let notes: Vec<String> = sheet(&dir.path().join("publishable.xlsx"), "Notes")
            .into_iter()
            .map(|row| row[0].clone())
            .filter(|cell| cell.starts_with("[note ") && cell.ends_with(']'))
            .collect();
        let expected: Vec<String> = (1..=notes.len()).map(|number| format!("[note {number}]")).collect();
        assert!(notes.len() > 1);
        assert_eq!(notes, expected);
    }
}

#[test]
fn a_provisional_form_of_one_section_leaves_no_gap_in_the_notes() {
    let made = sample::make(40, true, 5);
    let dir = tempfile::tempdir().unwrap();
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect(),
        before: made.before.iter().collect(),
        publications: &[],
        options: without_schools(),
    };
    let mut publication = write_year(dir.path(), &inputs).unwrap().publication;
    publication.forms.truncate(1);
    for form in &mut publication.forms {
        form.is_provisional = true;
        form.sections.truncate(1);
    }
    let pages = pages(&publication, "Made-up Council", &[]);
    let text = format!("{pages:?}");
    assert!(text.contains("provisional [note 3]") && !text.contains("[note 4]"), "{text}");
}

#[test]
fn no_page_tells_which_figures_stay_as_published() {
    let first = published(40, &[]);
    let plain = published(40, std::slice::from_ref(&first));
    let text = |publication: &Publication| format!("{:?}", pages(publication, "Made-up Council", &[]));
    assert!(!text(&first).contains("[note 4]") && !text(&first).contains("published before"));
    // Whichever rows are held, and if none is, the paper says the same: a mark would tell whose answers moved.
    let mut held = plain.clone();
    held.forms[0].statements[3].is_held = true;
    held.forms[0].sections[1].is_held = true;
    assert_eq!(text(&held), text(&plain));
    for section in &mut held.forms[0].sections {
        section.is_held = true;
    }
    held.forms[0].breakdowns.iter_mut().flat_map(|by| &mut by.rows).for_each(|row| row.is_held = true);
    assert_eq!(text(&held), text(&plain));
    // It does say that some may be, above every table.
    let pages = pages(&plain, "Made-up Council", &[]);
    let tables: Vec<String> = pages.iter().skip(3).map(|page| format!("{page:?}")).collect();
    assert!(tables.len() > 1);
    for table in tables {
        assert_eq!(table.matches("or as published before [note 4].").count(), 1, "{table}");
    }
    assert!(text(&plain).contains("[note 4]\"), Text(\"Figures of this form were published before."));
    // A form that stays whole says so once.
    held.forms[0].is_held = true;
    let text = text(&held);
    assert!(!text.contains("[note 4]") && text.contains("as published before"), "{text}");
}

#[test]
fn a_form_without_figures_says_why_and_has_no_empty_tables() {
    let mut publication = published(40, &[]);
    for statement in &mut publication.forms[0].statements {
        statement.shown = Shown::NOTHING;
    }
    let pages = pages(&publication, "Made-up Council", &[]);
    let names: Vec<&str> = pages.iter().map(|page| page.sheet.as_str()).collect();
    assert_eq!(names, ["Cover", "Contents"]);
    assert!(format!("{pages:?}").contains("Its figures are left out: beside those published before"));
}

#[test]
fn the_contents_lead_to_every_other_sheet_in_words() {
    let (_dir, path) = book();
    let xml = &worksheets(&path)[1];
    let targets: BTreeSet<String> = xml
        .split("<hyperlink ")
        .skip(1)
        .map(|link| {
            let location = attribute(link, "location").unwrap();
            let (sheet, cell) = location.split_once('!').unwrap();
            assert_eq!(cell, "A1");
            sheet.trim_matches('\'').replace("&apos;", "")
        })
        .collect();
    let others: BTreeSet<String> = sheets(&path).into_iter().filter(|name| name != "Contents").collect();
    assert_eq!(targets, others);
    for row in sheet(&path, "Contents").iter().skip(3) {
        assert!(row[0].starts_with("Go to ") && !row[0].contains("://"), "{}", row[0]);
    }
}

#[test]
fn no_school_and_no_free_text_stands_in_it() {
    let made = sample::make(60, true, 7);
    let dir = write(&made, without_schools());
    let text: String =
        parts(&dir.path().join("publishable.xlsx"), "xl/").into_iter().map(|(_, text)| text).collect();
    let schools = made.tables.iter().find(|table| table.table().name == "schools").unwrap();
    for row in schools.rows() {
        assert!(!text.contains(row.str("school_name")) && !text.contains(row.str("school_id")));
    }
    assert!(!text.contains("cluster schools"));
}

#[test]
fn heads_stand_on_every_page_of_paper_and_one_form_is_not_spoken_of_as_many() {
    let (_dir, path) = book();
    let workbook = parts(&path, "xl/workbook.xml").remove(0).1;
    assert!(workbook.matches("_xlnm.Print_Titles").count() > 3, "{workbook}");
    let mut publication = published(40, &[]);
    publication.forms[0].left_out = vec!["area".to_owned()];
    let cover = format!("{:?}", pages(&publication, "Made-up Council", &["area".to_owned()])[0]);
    assert!(cover.contains("Figures by area are not published: some group"), "{cover}");
}

#[test]
fn too_few_returns_publish_nothing_but_say_so() {
    let dir = write(&sample::make(4, false, 7), without_schools());
    let path = dir.path().join("publishable.xlsx");
    assert_eq!(sheets(&path), ["Cover", "Contents"]);
    assert!(sheet(&path, "Cover").iter().any(|row| row[0].starts_with("There are no figures")));
}

/// What the sample of so many schools publishes beside earlier publications.
fn published(n: usize, publications: &[Publication]) -> Publication {
    let made = sample::make(n, false, 7);
    let dir = tempfile::tempdir().unwrap();
    let inputs = Inputs {
        year: sample::year(),
        authority_name: "Made-up Council",
        tables: made.tables.iter().collect(),
        before: reports::Tables::new(),
        publications,
        options: without_schools(),
    };
    write_year(dir.path(), &inputs).unwrap().publication
}

#[test]
fn a_late_return_leaves_the_published_figures_as_they_were() {
    let publish = published;
    let first = publish(60, &[]);
    let n_first = first.forms[0].n_schools;
    let late = (61..70).find(|n| (1..5).contains(&(publish(*n, &[]).forms[0].n_schools - n_first))).unwrap();
    let second = publish(late, std::slice::from_ref(&first));
    let (old, new) = (&first.forms[0], &second.forms[0]);
    assert!(new.is_held && !old.is_held);
    assert_eq!(
        (new.n_schools, &new.statements, &new.breakdowns),
        (old.n_schools, &old.statements, &old.breakdowns)
    );
    // Many more returns are figures of their own; the same ones again are no reason to hold anything.
    assert!(!publish(200, std::slice::from_ref(&first)).forms[0].is_held);
    assert!(publish(60, std::slice::from_ref(&first)).says_the_same(&first));
    assert!(serde_json::from_str::<Publication>(&serde_json::to_string(&first).unwrap()).unwrap() == first);
}
