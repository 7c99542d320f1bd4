//! Tables of many schools pasted below or beside each other, collations in sections, lists with comments in rows of their own.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, read_sheet, says};

#[test]
fn exports_pasted_below_each_other_keep_to_their_own_headings() {
    let head = |ids: [&str; 4]| {
        format!("| School | {{{}}} | {{{}}} | {{{}}} | {{{}}} |", ids[0], ids[1], ids[2], ids[3])
    };
    let same = ["POL-02", "POL-03", "POL-05", "POL-06"];
    let others = ["POL-06", "POL-02", "POL-03", "POL-05"];
    for (second, title, said) in [
        (same, "", "no no partly yes"),
        (others, "", "no partly yes no"),
        (same, "| Secondary schools |\n", "no no partly yes"),
    ] {
        let read = read_sheet(&format!(
            "{}\n| Back School | Yes | Partly | No | Yes |\n{title}{}\n| Tong School | No | No | Partly | Yes |",
            head(same),
            head(second),
        ));
        assert_eq!(read.returns.len(), 2, "{second:?} {title}");
        assert_eq!(says(&read.returns[0], FOUR), "yes partly no yes", "{second:?}");
        assert_eq!(says(&read.returns[1], FOUR), said, "{second:?}");
        assert_eq!(read.returns[1].school.name.as_ref().map(|name| name.text.as_str()), Some("Tong School"));
    }
}

#[test]
fn tables_of_other_schools_below_or_beside_are_read_as_well() {
    let rows = |a: [&str; 2], b: [&str; 2]| {
        format!(
            "| {{POL-02}} | {} | {} |\n| {{POL-03}} | {} | {} |\n| {{POL-05}} | No | Yes |\n| {{POL-06}} | Yes | No |",
            a[0], a[1], b[0], b[1]
        )
    };
    let collated = format!(
        "| Statement | Back School | Tong School |\n{}\n| Statement | Airidhantuim School | Laxdale School |\n{}",
        rows(["Yes", "No"], ["Partly", "Yes"]),
        rows(["No", "Yes"], ["No", "Partly"]),
    );
    let list = "| School | Statement | Answer | Comment |
        | Back School | {POL-02} | Yes | |\n| Back School | {POL-03} | Partly | |\n| Back School | {POL-05} | No | |\n| Back School | {POL-06} | Yes | |
        | Tong School | {POL-02} | No | |\n| Tong School | {POL-03} | Yes | |\n| Tong School | {POL-05} | Yes | |\n| Tong School | {POL-06} | No | |
        | Statement | School | Comment | Answer |
        | {POL-02} | Airidhantuim School | | No |\n| {POL-03} | Airidhantuim School | | No |\n| {POL-05} | Airidhantuim School | | No |\n| {POL-06} | Airidhantuim School | | Yes |
        | {POL-02} | Laxdale School | soon | Yes |\n| {POL-03} | Laxdale School | | Partly |\n| {POL-05} | Laxdale School | | Yes |\n| {POL-06} | Laxdale School | | No |";
    let four = "{POL-02} | {POL-03} | {POL-05} | {POL-06}";
    let wide = format!(
        "| School | {four} | School | {four} |
         | Back School | Yes | Partly | No | Yes | Airidhantuim School | No | No | No | Yes |
         | Tong School | No | Yes | Yes | No | Laxdale School | Yes | Partly | Yes | No |"
    );
    for form in [collated.as_str(), list, &wide] {
        let read = read_sheet(form);
        let mut said: Vec<(String, String)> = read
            .returns
            .iter()
            .map(|own| {
                (own.school.name.as_ref().map(|name| name.text.clone()).unwrap_or_default(), says(own, FOUR))
            })
            .collect();
        said.sort();
        let wanted = [
            ("Airidhantuim School", "no no no yes"),
            ("Back School", "yes partly no yes"),
            ("Laxdale School", "yes partly yes no"),
            ("Tong School", "no yes yes no"),
        ]
        .map(|(school, said)| (school.to_owned(), said.to_owned()));
        assert_eq!(said, wanted, "{form}");
    }
}

#[test]
fn a_collations_sections_may_name_their_schools_in_any_order() {
    let first = "| {POL-02} | Yes | No |\n| {POL-03} | Partly | Yes |";
    for (head, rows, said) in [
        (
            "| Statement | Tong School | Back School |",
            "| {POL-05} | No | Yes |\n| {POL-06} | Yes | Partly |",
            ["yes partly yes partly", "no yes no yes"],
        ),
        (
            "| Education | Tong School | Back School |",
            "| {POL-05} | No | Yes |\n| {POL-06} | Yes | Partly |",
            ["yes partly yes partly", "no yes no yes"],
        ),
        (
            "| Statement | Theme | Back School | Tong School |",
            "| {POL-05} | P | No | Yes |\n| {POL-06} | Q | Yes | Partly |",
            ["yes partly no yes", "no yes yes partly"],
        ),
        (
            "| Statement | Laxdale School | Back School |",
            "| {POL-05} | No | Yes |\n| {POL-06} | Yes | Partly |",
            ["yes partly yes partly", "no yes - -"],
        ),
    ] {
        let read = read_sheet(&format!("| Statement | Back School | Tong School |\n{first}\n{head}\n{rows}"));
        let of = |school: &str| {
            let own = read
                .returns
                .iter()
                .find(|own| own.school.name.as_ref().is_some_and(|name| name.text == school));
            own.map(|own| says(own, FOUR)).unwrap_or_default()
        };
        assert_eq!([of("Back School"), of("Tong School")], said, "{head}");
        if head.contains("Laxdale") {
            assert_eq!(of("Laxdale School"), "- - no yes");
        }
    }
}

#[test]
fn comments_in_rows_of_their_own_are_on_the_statement_above() {
    let remarks = ["No. 12 file", "Total: 14 staff", "JM", "N/A"];
    let answers = ["Yes", "Partly", "No", "Yes"];
    for shape in ["bare", "named", "typed"] {
        let mut form = if shape == "typed" {
            "| School | Question | Type | Response |"
        } else {
            "| School | Question | Response |"
        }
        .to_owned();
        for school in ["Back School", "Tong School"] {
            for ((id, answer), remark) in FOUR.split(' ').zip(answers).zip(remarks) {
                let rows = match shape {
                    "bare" => format!(
                        "\n| {school} | {{{id}}} | {answer} |\n| {school} | Evidence and Comments | {remark} |"
                    ),
                    "named" => format!(
                        "\n| {school} | {{{id}}} | {answer} |\n| {school} | Comment on {id} | {remark} |"
                    ),
                    _ => format!(
                        "\n| {school} | {{{id}}} | choice | {answer} |\n| {school} | {{{id}}} | comment | {remark} |"
                    ),
                };
                form += &rows;
            }
        }
        let read = read_sheet(&form);
        assert_eq!(read.returns.len(), 2, "{shape}");
        for own in &read.returns {
            assert_eq!(says(own, FOUR), "yes partly no yes", "{shape}");
            let kept: Vec<_> = own
                .comments
                .iter()
                .map(|kept| {
                    (
                        kept.statement_id.as_ref().map(ToString::to_string).unwrap_or_default(),
                        kept.text.as_str(),
                    )
                })
                .collect();
            let wanted: Vec<_> = FOUR.split(' ').map(str::to_owned).zip(remarks).collect();
            assert_eq!(kept, wanted, "{shape}");
        }
    }
}

#[test]
fn an_instruction_in_several_cells_is_no_second_heading() {
    let words = "Please answer as fully and honestly as possible";
    let read = read_sheet(&format!(
        "| School Name | Back School |\n| {words} | {words} too | {words} now | {words} again |\n| {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |\n| Yes | Partly | No | Yes |"
    ));
    assert_eq!(read.returns.len(), 1);
    assert_eq!(read.says(FOUR), "yes partly no yes");
    assert_eq!(read.returns[0].school.name.as_ref().map(|name| name.text.as_str()), Some("Back School"));
}

#[test]
fn sections_that_differ_in_their_columns_of_comments_lose_none() {
    let read = read_sheet(
        "| Statement | Back School | Comments | Tong School | Laxdale School | Comments |
         | {POL-02} | Yes | first | No | Yes | second |\n| {POL-03} | Partly | | Yes | No | third |
         | Statement | Tong School | Comments | Back School | Laxdale School | Comments |
         | {POL-05} | Yes | fourth | No | Partly | fifth |\n| {POL-06} | No | | Yes | Yes | |",
    );
    let of = |school: &str| {
        let own =
            read.returns.iter().find(|own| own.school.name.as_ref().is_some_and(|name| name.text == school));
        own.map(|own| says(own, FOUR)).unwrap_or_default()
    };
    assert_eq!(
        ["Back School", "Tong School", "Laxdale School"].map(of),
        ["yes partly no yes", "no yes yes no", "yes no partly yes"]
    );
    let kept: Vec<&str> =
        read.returns.iter().flat_map(|own| &own.comments).map(|kept| kept.text.as_str()).collect();
    for words in ["first", "second", "third", "fourth", "fifth"] {
        assert!(kept.contains(&words), "{words}: {kept:?}");
    }
}

#[test]
fn the_last_part_of_a_table_may_have_few_statements_left() {
    let rests = [("{INC-01} | {INC-02} | {INC-03}", "Yes | No | Partly"), ("{INC-01}", "Yes")];
    let stamps = [["", ""], ["Timestamp | ", "12/11/2025 09:00 | "]];
    for ((rest, answers), [stamp, at]) in rests.into_iter().flat_map(|rest| stamps.map(|stamp| (rest, stamp)))
    {
        let others = answers.replace("Yes", "No");
        let read = read_sheet(&format!(
            "| {stamp}School | {{POL-02}} | {{POL-03}} | {{POL-05}} | {{POL-06}} |
             | {at}Back School | Yes | No | Partly | Yes |
             | {at}Tong School | No | No | Partly | No |
             | {stamp}School | {rest} |
             | {at}Back School | {answers} |
             | {at}Tong School | {others} |"
        ));
        let of = |school: &str| -> Vec<String> {
            let is_own = |own: &&ingest::reading::ReturnReading| {
                own.school.name.as_ref().is_some_and(|name| name.text == school)
            };
            let own = read.returns.iter().filter(is_own);
            let answers = own.flat_map(|own| &own.answers);
            answers
                .filter_map(|answer| {
                    Some(format!("{} {}", answer.statement_id.as_str(), answer.answer?.code()))
                })
                .collect()
        };
        for (school, says) in
            [("Back School", ["POL-02 yes", "INC-01 yes"]), ("Tong School", ["POL-02 no", "INC-01 no"])]
        {
            let said = of(school);
            assert!(said.iter().any(|one| one == says[0]), "{school}: {said:?}");
            assert!(said.iter().any(|one| one == says[1]), "{school}: {said:?}");
            assert!(
                !said.iter().any(|one| one.starts_with("INC") && one != says[1] && rest.len() < 10),
                "{said:?}"
            );
        }
        let named = read.returns.iter().filter_map(|own| own.school.name.as_ref());
        assert!(named.into_iter().all(|name| name.text != "School"), "{rest}");
    }
}

#[test]
fn a_table_of_other_schools_below_a_form_is_read_by_itself() {
    let form = "| School Name | Back School |\n| Date: | 12/11/2025 |\n| Statement | Yes | Partly | No |
         | {POL-02} | x | | |\n| {POL-03} | | x | |\n| {POL-05} | | | x |\n| {POL-06} | | | |";
    let list = "| School | Statement | Answer | Comment |
         | Tong School | {POL-02} | No | first |\n| Tong School | {POL-03} | Yes | |
         | Tong School | {POL-05} | Yes | |\n| Tong School | {POL-06} | Partly | |
         | Laxdale School | {POL-02} | Yes | |\n| Laxdale School | {POL-03} | Yes | second |
         | Laxdale School | {POL-05} | No | |\n| Laxdale School | {POL-06} | No | |";
    let collation = "| Statement | Tong School | Comment | Laxdale School | Comment |
         | {POL-02} | No | first | Yes | |\n| {POL-03} | Yes | | Yes | second |
         | {POL-05} | Yes | | No | |\n| {POL-06} | Partly | | No | |";
    let export = "| School Name | {POL-02} | {POL-03} | {POL-05} | {POL-06} | Comments |
         | Tong School | No | Yes | Yes | Partly | first |\n| Laxdale School | Yes | Yes | No | No | second |";
    for below in [list, collation, export] {
        for gap in ["\n", "\n| Other schools |\n"] {
            let read = read_sheet(&format!("{form}\n{gap}{below}"));
            let of = |school: &str| {
                let is_own = |own: &&ingest::reading::ReturnReading| {
                    own.school.name.as_ref().is_some_and(|name| name.text == school)
                };
                read.returns.iter().find(is_own).map(|own| says(own, FOUR)).unwrap_or_default()
            };
            assert_eq!(
                ["Back School", "Tong School", "Laxdale School"].map(of),
                ["yes partly no -", "no yes yes partly", "yes yes no no"],
                "{below}"
            );
            let kept = format!("{:?} {:?}", read.returns, read.findings);
            assert!(kept.contains("first") && kept.contains("second"), "{below}");
        }
    }
}
