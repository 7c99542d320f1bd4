//! Forms that ask in two steps: whether it is in place, and if so, how far.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use schemas::decision::Scope;
use table::{columns, read_sheet, read_with, ruling, sheet};

const SIX: &str = "POL-02 POL-03 POL-05 POL-06 POL-08 POL-09";

/// A form of six statements with two columns beside them; each line is what stands in both.
fn form(heads: &str, rows: [&str; 6]) -> String {
    let mut form = format!("| School Name | Back School |\n\n| Statement | {heads} | Comments |\n");
    for (id, row) in SIX.split(' ').zip(rows) {
        form.extend([format!("| {{{id}}} | {row} | |\n")]);
    }
    form
}

#[test]
fn what_says_how_far_a_yes_goes_is_read_with_it() {
    let fully = ["Yes | Fully", "Yes | Partly", "No |", "|", "Yes | Partly", "Yes | Fully"];
    for heads in [
        "In place? (Yes/No) | If yes: fully or partly?",
        "Yes/No | Fully/Partly",
        "Response | If yes, is this fully or partly in place?",
        "Is it in place? | Extent",
        "Y/N | If yes, to what extent?",
        "Answer | Full / Partial",
    ] {
        let read = read_sheet(&form(heads, fully));
        assert_eq!(read.says(SIX), "yes partly no - partly yes", "{heads}: {:?}", read.findings);
        assert_eq!(read.codes(), "", "{heads}: {:?}", read.findings);
    }
    let given = ["Y | Fully in place", "Y | Partly in place", "N | n/a", "|", "Y | Partly", "Y | Full"];
    let read = read_sheet(&form("Y/N | If yes: fully or partly?", given));
    assert_eq!(read.says(SIX), "yes partly no - partly yes", "{:?}", read.findings);
    let ticks = ["x | | x |", "x | | | x", "| x | |", "| | |", "x | | | x", "x | | x |"];
    let read = read_sheet(&form("Yes | No | If yes: full | If yes: partial", ticks));
    assert_eq!(read.says(SIX), "yes partly no - partly yes", "{:?}", read.findings);
    // A Yes that nothing stands beside says less than the form asks.
    let read = read_sheet(&form(
        "Yes/No | If yes: fully or partly?",
        ["Yes | Fully", "Yes |", "No |", "No | Partly", "Yes | Partly", "Yes | Fully"],
    ));
    assert_eq!(read.says(SIX), "yes ? no two partly yes", "{:?}", read.findings);
    assert_eq!(read.codes(), "F301 F302", "{:?}", read.findings);
}

#[test]
fn a_second_column_that_may_qualify_the_answers_is_asked_about_once() {
    for (heads, [full, part]) in [
        ("In place? (Yes/No) | Status", ["Fully", "Partly"]),
        ("In place? (Yes/No) | RAG", ["Green", "Amber"]),
        ("Yes/No | If yes", ["Yes", "Partly"]),
        ("Yes/No | Extent", ["All", "Some"]),
        ("Response | If yes", ["100%", "50%"]),
        ("Response | Coverage", ["All", "Some"]),
        ("Yes/No | Stage", ["Established", "Developing"]),
        ("Y/N | Details", ["Fully", "Partly"]),
        ("Y/N | If yes: fully or partly?", ["100%", "50%"]),
        ("Y/N | If yes: fully or partly?", ["All", "Some"]),
    ] {
        let of = |step: &str| format!("Yes | {step}");
        let (full, part) = (of(full), of(part));
        let table = form(heads, [&full, &part, "No |", "|", &part, &full]);
        let read = read_sheet(&table);
        assert_eq!(read.says(SIX), "yes ? no - ? yes", "{heads}: {:?}", read.findings);
        assert_eq!(read.codes(), "F203", "{heads}: {:?}", read.findings);
        let asked = read.finding("F203");
        assert_eq!(asked.n_answers_waiting, 2, "{heads}");
        assert!(asked.was_read.contains(heads), "{heads}: {}", asked.was_read);
    }
    let rows = ["Yes | Green", "Yes | Amber", "No |", "|", "Yes | Amber", "Yes | Green"];
    let table = form("In place? (Yes/No) | RAG", rows);
    let asked = read_sheet(&table);
    let ruled = |names: &str| {
        let decision = ruling(asked.finding("F203"), columns(names), Scope::Return);
        read_with(&[sheet("Return", &table)], &[decision])
    };
    let read = ruled("answer answer comment");
    assert_eq!(read.says(SIX), "yes partly no - partly yes", "{:?}", read.findings);
    let read = ruled("answer comment comment");
    assert_eq!(read.says(SIX), "yes yes no - yes yes", "{:?}", read.findings);
}

#[test]
fn grades_that_contradict_the_answers_in_many_rows_are_asked_about() {
    let rows = ["Yes | Green", "Yes | Red", "No | Amber", "|", "Partly | Green", "Yes | Green"];
    let read = read_sheet(&form("Response | RAG", rows));
    assert_eq!(read.says(SIX), "yes ? ? - ? yes", "{:?}", read.findings);
    assert_eq!(read.finding("F203").n_answers_waiting, 3);
    let same = ["Yes | Green", "Yes | Green", "No | Red", "|", "Partly | Amber", "Yes | Amber"];
    let read = read_sheet(&form("Response | RAG", same));
    assert_eq!(read.says(SIX), "yes yes no - partly yes", "{:?}", read.findings);
    assert_eq!(read.codes(), "", "{:?}", read.findings);
}

#[test]
fn comments_and_other_questions_qualify_nothing() {
    for (heads, rows) in [
        (
            "Response | Evidence",
            ["Yes | in the handbook", "Yes | Partly", "No | see plan", "Yes |", "Yes |", "Yes | minutes"],
        ),
        (
            "Response | Priority",
            ["Yes | Low", "Yes | High", "No | High", "Yes | Low", "Yes | Low", "Yes | Low"],
        ),
        ("Response | Who", ["Yes | All", "Yes | HT", "No | DHT", "Yes |", "Yes | HT", "Yes | HT"]),
        (
            "Response | Last year",
            ["Yes | Partly", "Yes | No", "No | No", "Yes | No", "Yes | Partly", "Yes | Yes"],
        ),
        (
            "Response | LA view",
            ["Yes | Partly", "Yes | No", "No | No", "Yes | No", "Yes | Partly", "Yes | Yes"],
        ),
        (
            "Response | Reviewed yearly?",
            ["Yes | No", "Yes | Yes", "No | No", "Yes | No", "Yes | No", "Yes | Yes"],
        ),
        (
            "Response | Training",
            ["Yes | Partly", "Yes | Partly", "No |", "Yes |", "Yes | Fully", "Yes | Fully"],
        ),
    ] {
        let read = read_sheet(&form(heads, rows));
        assert_eq!(read.says(SIX), "yes yes no yes yes yes", "{heads}: {:?}", read.findings);
        assert!(!read.codes().contains("F203"), "{heads}: {:?}", read.findings);
    }
}

#[test]
fn what_tells_of_the_whole_return_or_of_an_action_qualifies_nothing() {
    let answers = ["Yes", "Partly", "No", "Partly", "Yes", "No"];
    let said = "yes partly no partly yes no";
    for (heads, words) in [
        ("Response | Status", ["Complete"; 6]),
        ("Response | RAG", ["Green"; 6]),
        ("Response | Level", ["Partial"; 6]),
        (
            "Response | Who | When | RAG",
            [
                "HT | May | Green",
                "DHT | June | Red",
                "HT | May | Amber",
                "HT | May | Red",
                "HT | | Amber",
                "DHT | May | Green",
            ],
        ),
        (
            "Response | By when | Status",
            [
                "May | Not started",
                "June | Complete",
                "May | Complete",
                "| In progress",
                "May | Not started",
                "May | Complete",
            ],
        ),
    ] {
        let rows = answers.iter().zip(words).map(|(answer, word)| format!("{answer} | {word}"));
        let rows: Vec<String> = rows.collect();
        let rows: [&str; 6] = rows.iter().map(String::as_str).collect::<Vec<_>>().try_into().unwrap();
        let read = read_sheet(&form(heads, rows));
        assert_eq!(read.says(SIX), said, "{heads}: {:?}", read.findings);
        assert!(!read.codes().contains("F203"), "{heads}: {:?}", read.findings);
    }
    // One word a school, in a list of several.
    let mut list = "| School | Status | Statement | Answer |".to_owned();
    for (school, status) in
        [("Back School", "Complete"), ("Tong School", "In progress"), ("Bays School", "Complete")]
    {
        for (id, answer) in SIX.split(' ').zip(answers) {
            list.extend([format!("\n| {school} | {status} | {{{id}}} | {answer} |")]);
        }
    }
    let read = read_sheet(&list);
    for one in &read.returns {
        assert_eq!(table::says(one, SIX), said, "{:?}", read.findings);
    }
    assert_eq!(read.returns.len(), 3);
}

#[test]
fn a_title_over_all_columns_or_who_is_to_do_it_hides_no_second_step() {
    let rows = ["Yes | Fully", "Yes | Partly", "No |", "|", "Yes | Partly", "Yes | Fully"];
    for title in
        ["Online safety review 2026", "School development plan: self-evaluation", "Action on online safety"]
    {
        let table = form("In place? (Yes/No) | If yes: fully or partly?", rows)
            .replace("| Statement |", &format!("| | {title} | | |\n| Statement |"));
        let read = read_sheet(&table);
        assert!(!read.says(SIX).starts_with("yes yes"), "{title}: {}", read.says(SIX));
    }
    let with_lead = rows.map(|row| row.replacen("| ", "| HT | ", 1));
    let with_lead = with_lead.each_ref().map(String::as_str);
    for heads in ["In place? (Yes/No) | Lead | If yes: fully or partly?", "In place? (Yes/No) | Who | RAG"] {
        let read = read_sheet(&form(heads, with_lead));
        assert!(!read.says(SIX).starts_with("yes yes"), "{heads}: {}", read.says(SIX));
    }
    // Every statement is in place, and every one in part.
    for (heads, step) in [("In place? (Yes/No) | Extent", "Partly"), ("In place? (Yes/No) | RAG", "Amber")] {
        let row = format!("Yes | {step}");
        let read = read_sheet(&form(heads, [row.as_str(); 6]));
        assert!(!read.says(SIX).contains("yes"), "{heads}: {}", read.says(SIX));
    }
}

/// An export of six statements, each with a question behind it; a school a row.
fn export(question: &str, schools: [[&str; 6]; 2]) -> String {
    let mut head = "| Timestamp | School |".to_owned();
    for (at, id) in SIX.split(' ').enumerate() {
        let number = if at == 0 { String::new() } else { (at + 1).to_string() };
        head.extend([format!(" {{{id}}} | {question}{number} |")]);
    }
    let rows = ["Back School", "Tong School"].iter().zip(schools);
    let rows = rows.map(|(school, said)| format!("| 21/11/2025 10:00 | {school} | {} |", said.join(" | ")));
    format!("{head}\n{}", rows.collect::<Vec<_>>().join("\n"))
}

#[test]
fn questions_behind_an_exports_statements_are_read_with_them_or_asked_about() {
    let schools = [
        ["Yes | Fully", "Yes | Partly", "No |", "|", "Yes | Partly", "Yes | Fully"],
        ["Yes | Partly", "Yes | Fully", "No |", "No |", "Yes | Fully", "Yes | Fully"],
    ];
    for question in ["If yes, is this fully or partly in place?", "To what extent?", "Fully or partly?"] {
        let read = read_sheet(&export(question, schools));
        let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
        assert_eq!(all, ["yes partly no - partly yes", "partly yes no no yes yes"], "{question}");
        assert_eq!(read.codes(), "", "{question}: {:?}", read.findings);
    }
    let amber =
        schools.map(|said| said.map(|said| said.replace("Fully", "Green").replace("Partly", "Amber")));
    let amber = amber.each_ref().map(|said| said.each_ref().map(String::as_str));
    for (question, schools) in [("Status", schools), ("Please say more", schools), ("To what extent?", amber)]
    {
        let read = read_sheet(&export(question, schools));
        let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
        assert_eq!(all, ["yes ? no - ? yes", "? yes no no yes yes"], "{question}: {:?}", read.findings);
        assert_eq!(read.codes(), "F203", "{question}: {:?}", read.findings);
        assert_eq!(read.finding("F203").n_answers_waiting, 3);
        let decision = ruling(read.finding("F203"), columns("answer answer"), Scope::Always);
        let read = read_with(&[sheet("Return", &export(question, schools))], &[decision]);
        assert_eq!(table::says(&read.returns[0], SIX), "yes partly no - partly yes", "{question}");
    }
    // Comments among which somebody wrote a word.
    let words = [
        ["Yes | in the handbook", "Yes | Partly", "No |", "|", "Yes |", "Yes | minutes"],
        ["Yes | on the site", "Yes |", "No | see plan", "No |", "Yes | see plan", "Yes | Fully"],
    ];
    let read = read_sheet(&export("Comments", words));
    assert_eq!(table::says(&read.returns[0], SIX), "yes yes no - yes yes", "{:?}", read.findings);
    assert_eq!(read.codes(), "", "{:?}", read.findings);
}

#[test]
fn a_column_of_a_list_that_says_how_far_a_yes_goes_is_read_with_it() {
    let list = |head: &str, [full, part]: [&str; 2]| {
        let mut list = format!("| School | Statement | Answer | {head} |\n");
        for school in ["Back School", "Tong School"] {
            for (at, id) in SIX.split(' ').enumerate() {
                let said = ["Yes", "Yes", "No"].get(at % 3).copied().unwrap_or_default();
                let far = [full, part, ""].get(at % 3).copied().unwrap_or_default();
                list.extend([format!("| {school} | {{{id}}} | {said} | {far} |\n")]);
            }
        }
        list
    };
    let all = |table: &str| {
        let read = read_sheet(table);
        (read.returns.iter().map(|one| table::says(one, SIX)).collect::<Vec<_>>(), read.codes())
    };
    let (said, codes) = all(&list("Extent", ["Fully", "Partly"]));
    assert_eq!((said, codes.as_str()), (vec!["yes partly no yes partly no".to_owned(); 2], ""));
    let (said, codes) = all(&list("RAG", ["Green", "Amber"]));
    assert_eq!((said, codes.as_str()), (vec!["yes ? no yes ? no".to_owned(); 2], "F203"));
}

/// An export of six statements and of as many questions about them, which stand behind each or all at the end; a school a row.
fn asked_twice(heading: impl Fn(usize, &str) -> String, at_end: bool, schools: [[&str; 6]; 2]) -> String {
    let ids = || SIX.split(' ').map(|id| format!("{{{id}}}"));
    let laid = |firsts: Vec<String>, seconds: Vec<String>| {
        let pairs = firsts.iter().zip(&seconds).flat_map(|(one, two)| [one.clone(), two.clone()]);
        let all: Vec<String> =
            if at_end { firsts.iter().chain(&seconds).cloned().collect() } else { pairs.collect() };
        all.join(" | ")
    };
    let questions = ids().enumerate().map(|(at, id)| heading(at + 1, &id)).collect();
    let mut export = format!("| Timestamp | School | {} |", laid(ids().collect(), questions));
    for (school, said) in ["Back School", "Tong School"].iter().zip(schools) {
        let part = |two: bool| {
            let parts = said.iter().filter_map(|said| said.split_once('|'));
            parts.map(|(one, other)| if two { other } else { one }.trim().to_owned()).collect()
        };
        let row = laid(part(false), part(true));
        export.extend([format!("\n| 21/11/2025 10:00 | {school} | {row} |")]);
    }
    export
}

const FULLY_OR_PARTLY: [[&str; 6]; 2] = [
    ["Yes | Fully", "Yes | Partly", "No |", "|", "Yes | Partly", "Yes | Fully"],
    ["Yes | Partly", "Yes | Fully", "No |", "No |", "Yes | Fully", "Yes | Fully"],
];

#[test]
fn a_question_that_names_its_statement_and_says_how_far_is_read_wherever_it_stands() {
    let headings: [fn(usize, &str) -> String; 3] = [
        |_, id| format!("{id} (if yes, fully or partly)"),
        |_, id| format!("If yes, to what extent? {id}"),
        |at, id| format!("{at}b. {id} (fully or partly?)"),
    ];
    for (heading, at_end) in headings.into_iter().flat_map(|heading| [(heading, false), (heading, true)]) {
        let read = read_sheet(&asked_twice(heading, at_end, FULLY_OR_PARTLY));
        let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
        let told = format!("{}: {:?}", heading(1, "x"), read.findings);
        assert_eq!(all, ["yes partly no - partly yes", "partly yes no no yes yes"], "{told}");
        assert_eq!(read.codes(), "", "{told}");
    }
}

#[test]
fn an_extent_named_beside_its_statement_is_read_or_asked_about_once() {
    let all = |heading: &str, at_end: bool, words: [&str; 2]| {
        let schools = FULLY_OR_PARTLY
            .map(|said| said.map(|said| said.replace("Fully", words[0]).replace("Partly", words[1])));
        let schools = schools.each_ref().map(|said| said.each_ref().map(String::as_str));
        let read = read_sheet(&asked_twice(|_, id| heading.replace("{s}", id), at_end, schools));
        let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
        (all.join(" / "), read.codes())
    };
    for heading in [
        "{s} - extent",
        "{s} [Extent]",
        "{s} (extent)",
        "Extent: {s}",
        "{s} - To what extent?",
        "{s} - degree",
        "Degree of implementation: {s}",
        "{s} - level of implementation",
        "{s} [Level of implementation]",
        "Level of implementation: {s}",
        "{s} - how far",
    ] {
        for at_end in [false, true] {
            for words in [["Fully", "Partly"], ["In full", "In part"]] {
                let (said, codes) = all(heading, at_end, words);
                let told = format!("{heading} {at_end} {words:?}");
                assert_eq!(said, "yes partly no - partly yes / partly yes no no yes yes", "{told}");
                assert_eq!(codes, "", "{told}");
            }
            for words in [["All", "Some"], ["Fully", "To a great extent"], ["Embedded", "Limited extent"]] {
                let (said, codes) = all(heading, at_end, words);
                let told = format!("{heading} {at_end} {words:?}");
                assert_eq!(said, "yes ? no - ? yes / ? yes no no yes yes", "{told}");
                assert_eq!(codes, "F203", "{told}");
            }
        }
    }
    // What is not in place is so to no extent; a Yes that is so is a slip of somebody's.
    let none = [
        ["Yes | Fully", "Yes | Partly", "No | Not at all", "|", "Yes | Partly", "Yes | Not at all"],
        ["Yes | Partly", "Yes | Fully", "No | Not at all", "No | Not at all", "Yes | Fully", "Yes | Fully"],
    ];
    for heading in ["{s} - extent", "Level of implementation: {s}"] {
        let read = read_sheet(&asked_twice(|_, id| heading.replace("{s}", id), true, none));
        let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
        assert_eq!(all, ["yes partly no - partly ?", "partly yes no no yes yes"], "{heading}");
        assert_eq!(read.codes(), "F302", "{heading}");
    }
    // A statement that is asked once is answered by how far it is in place.
    let once = |heading: &str| {
        let heads: Vec<String> =
            SIX.split(' ').map(|id| heading.replace("{s}", &format!("{{{id}}}"))).collect();
        format!(
            "| Timestamp | School | {} |\n| 21/11/2025 10:00 | Back School | Fully | Partly | Not at all | | In part | In full |",
            heads.join(" | ")
        )
    };
    for heading in ["{s} - extent", "Extent: {s}", "{s} [Extent]"] {
        let read = read_sheet(&once(heading));
        assert_eq!(table::says(&read.returns[0], SIX), "yes partly no - partly yes", "{heading}");
    }
}

#[test]
fn questions_that_nothing_joins_to_their_statements_are_asked_about_once() {
    let headings: [fn(usize, &str) -> String; 9] = [
        |at, _| {
            if at == 1 {
                "If yes, fully or partly?".to_owned()
            } else {
                format!("If yes, fully or partly?{at}")
            }
        },
        |at, _| format!("Extent {at}"),
        |at, _| format!("{at}b. If yes, fully or partly?"),
        |at, _| format!("Q{at}b"),
        |at, _| format!("Follow-up {at}"),
        |_, _| "Please choose".to_owned(),
        |_, _| "Which best describes this?".to_owned(),
        |_, id| format!("{id} 2"),
        |_, id| format!("{id} - Status"),
    ];
    let alone = FULLY_OR_PARTLY.map(|said| said.map(|said| said.trim_end_matches("Fully")));
    let some = FULLY_OR_PARTLY
        .map(|said| said.map(|said| said.replace("Fully", "All of it").replace("Partly", "Some of it")));
    let some = some.each_ref().map(|said| said.each_ref().map(String::as_str));
    for schools in [FULLY_OR_PARTLY, alone, some] {
        for heading in headings {
            let read = read_sheet(&asked_twice(heading, true, schools));
            let all: Vec<String> = read.returns.iter().map(|one| table::says(one, SIX)).collect();
            let told = format!("{} {:?}: {:?}", heading(1, "x"), schools[0][0], read.findings);
            assert_eq!(all, ["yes ? no - ? yes", "? yes no no yes yes"], "{told}");
            assert_eq!(read.codes(), "F203", "{told}");
        }
    }
    // Behind its statement, a bare number says nothing of its matter.
    let read = read_sheet(&asked_twice(|at, _| format!("Q{at}b"), false, FULLY_OR_PARTLY));
    assert_eq!(table::says(&read.returns[0], SIX), "yes ? no - ? yes", "{:?}", read.findings);
    assert_eq!(read.codes(), "F203", "{:?}", read.findings);
}

#[test]
fn questions_about_some_statements_alone_are_asked_about_wherever_they_stand() {
    // Of the first four statements alone, below one heading at the end.
    let export = |words: [&str; 2]| {
        let ids: Vec<String> = SIX.split(' ').map(|id| format!("{{{id}}}")).collect();
        let heads = ["Please choose"; 4].join(" | ");
        let mut export = format!("| Timestamp | School | {} | {heads} |", ids.join(" | "));
        let rows = [
            ("Back School", "Yes | Yes | No | Yes | Yes | No", [words[0], words[1], "", words[1]]),
            ("Tong School", "No | Yes | Yes | Yes | Yes | Yes", ["", words[0], words[1], words[0]]),
            ("Cove School", "Yes | No | Yes | No | Yes | Yes", [words[1], "", words[0], ""]),
        ];
        for (school, said, far) in rows {
            export.extend([format!("\n| 21/11/2025 10:00 | {school} | {said} | {} |", far.join(" | "))]);
        }
        export
    };
    let read = read_sheet(&export(["Fully", "Partly"]));
    assert_eq!(read.codes(), "F203", "{:?}", read.findings);
    let first = table::says(&read.returns[0], SIX);
    assert!(first.starts_with("yes ? no ?"), "{first}: {:?}", read.findings);
    // Whatever else is chosen says nothing of them.
    let read = read_sheet(&export(["Paper", "Online"]));
    assert_eq!(table::says(&read.returns[0], SIX), "yes yes no yes yes no", "{:?}", read.findings);
}

#[test]
fn partly_beside_a_yes_is_asked_about_though_it_stands_there_once() {
    let once = ["Yes |", "Yes | Partly", "No |", "Partly |", "Yes |", "Yes |"];
    for heads in
        ["Response | Level", "Yes/No | RAG", "Response | Detail", "Response | Extent", "Answer | Status"]
    {
        let read = read_sheet(&form(heads, once));
        assert_eq!(read.says(SIX), "yes ? no partly yes yes", "{heads}: {:?}", read.findings);
        assert_eq!(read.codes(), "F203", "{heads}: {:?}", read.findings);
    }
    // Beside a Partly it says the same, and a Yes that is gone into in words is a Yes.
    for (heads, rows) in [
        ("Response | Level", ["Yes |", "Yes |", "No |", "Partly | Partly", "Yes |", "Yes |"]),
        (
            "Response | Notes",
            ["Yes | See plan", "Yes | Partly", "No | Not yet", "Partly |", "Yes | Done", "Yes |"],
        ),
        ("Response | Priority", ["Yes | High", "Yes | Low", "No |", "Partly | Low", "Yes |", "Yes |"]),
    ] {
        let read = read_sheet(&form(heads, rows));
        assert_eq!(read.says(SIX), "yes yes no partly yes yes", "{heads}: {:?}", read.findings);
        assert_eq!(read.codes(), "", "{heads}: {:?}", read.findings);
    }
}

#[test]
fn columns_that_stand_beside_a_yes_by_chance_are_joined_to_none() {
    // Of the first four statements, filled in where the answer is No: by chance, other statements have a Yes there.
    let heads = (1..5).map(|at| format!("Governors agree {at}")).collect::<Vec<_>>().join(" | ");
    let ids: Vec<String> = SIX.split(' ').map(|id| format!("{{{id}}}")).collect();
    let table = format!(
        "| Timestamp | School | {} | {heads} |
         | 21/11/2025 10:00 | Back School | No | Yes | Yes | No | Yes | Yes | Partly | | | Yes |
         | 21/11/2025 10:00 | Tong School | Yes | No | Yes | Yes | Yes | Yes | | Partly | | |
         | 21/11/2025 10:00 | Cove School | No | Yes | No | Yes | Yes | Yes | Yes | | Partly | |
         | 21/11/2025 10:00 | Park School | Yes | No | No | No | Yes | Yes | | Yes | Yes | Partly |",
        ids.join(" | ")
    );
    let read = read_sheet(&table);
    assert_eq!(table::says(&read.returns[0], SIX), "no yes yes no yes yes", "{:?}", read.findings);
    assert_eq!(read.codes(), "", "{:?}", read.findings);
    // A word among the comments of all schools is one of them.
    let rows = [
        ["Yes | Partly", "Yes |", "No |", "No |", "Yes |", "Yes |"],
        ["Yes |", "Yes |", "No |", "No |", "Yes |", "Yes | Partly"],
    ];
    for heading in ["Comments", "Comments {n}"] {
        let read = read_sheet(&asked_twice(|at, _| heading.replace("{n}", &at.to_string()), false, rows));
        assert_eq!(table::says(&read.returns[0], SIX), "yes yes no no yes yes", "{:?}", read.findings);
        assert_eq!(read.codes(), "", "{heading}: {:?}", read.findings);
    }
}

#[test]
fn a_lone_partly_under_a_heading_that_asks_something_else_goes_into_no_yes() {
    let once = ["Yes |", "Yes | Partly", "No |", "Partly |", "Yes |", "Yes |"];
    for heading in [
        "Website",
        "Pupils agree?",
        "In SIP?",
        "Policy in date?",
        "Staff trained?",
        "Nursery",
        "P1-3",
        "Secondary only",
        "Reviewed",
    ] {
        let read = read_sheet(&form(&format!("Response | {heading}"), once));
        assert_eq!(read.says(SIX), "yes yes no partly yes yes", "{heading}: {:?}", read.findings);
        assert_eq!(read.codes(), "", "{heading}");
    }
    // Nor behind each statement of an export.
    let once = [["Yes |", "Yes | Partly", "No |", "Partly |", "Yes |", "Yes |"], ["Yes |"; 6]];
    for heading in ["Website", "Pupils agree?", "Reviewed", "Progress since last year"] {
        let read = read_sheet(&asked_twice(|_, _| heading.to_owned(), false, once));
        let first = table::says(&read.returns[0], SIX);
        assert_eq!(first, "yes yes no partly yes yes", "{heading}: {:?}", read.findings);
        assert_eq!(read.codes(), "", "{heading}");
    }
}
