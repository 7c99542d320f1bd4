//! Lists in which a school's rows come in several versions, and a column says which stands.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::{FOUR, Read, read_sheet, says};

/// Two schools' rows, each statement first with a No and then with a Yes, flagged so.
fn list(head: &str, [first, second]: [&str; 2]) -> String {
    let mut list = format!("| School | Statement | Answer | {head} | Comments |\n");
    for school in ["Back School", "Tong School"] {
        for id in FOUR.split(' ') {
            list.extend([format!("| {school} | {{{id}}} | No | {first} | at first |\n")]);
            list.extend([format!("| {school} | {{{id}}} | Yes | {second} | |\n")]);
        }
    }
    list
}

fn all(read: &Read) -> Vec<String> {
    read.returns.iter().map(|one| says(one, FOUR)).collect()
}

#[test]
fn the_row_that_the_list_says_stands_is_read() {
    for (head, flags) in [
        ("Latest", ["No", "Yes"]),
        ("Latest?", ["", "Y"]),
        ("Is latest", ["FALSE", "TRUE"]),
        ("Latest", ["0", "1"]),
        ("Current", ["Superseded", "Current"]),
        ("Superseded", ["Yes", "No"]),
        ("Superseded", ["x", ""]),
        ("Status", ["Superseded", "Current"]),
        ("Version", ["1", "2"]),
        ("Version", ["v1", "v2"]),
        ("Version", ["Draft", "Final"]),
        ("Active", ["No", "Yes"]),
    ] {
        let read = read_sheet(&list(head, flags));
        assert_eq!(all(&read), ["yes yes yes yes"; 2], "{head} {flags:?}: {:?}", read.findings);
        assert_eq!(read.codes(), "F116", "{head} {flags:?}: {:?}", read.findings);
        let told = &read.finding("F116").message;
        assert!(told.contains(": 8 (C2 'No' beside C3 'Yes'"), "{told}");
        // What was said there is kept.
        assert_eq!(read.returns[0].comments.len(), 4, "{head}");
    }
}

#[test]
fn flags_that_leave_a_doubt_are_asked_about() {
    for (head, flags) in [
        ("Latest", ["Yes", "Yes"]),
        ("Latest", ["No", "No"]),
        ("Version", ["2", "2"]),
        ("Current", ["", "?"]),
    ] {
        let read = read_sheet(&list(head, flags));
        assert_eq!(all(&read), ["two two two two"; 2], "{head} {flags:?}: {:?}", read.findings);
        assert_eq!(read.finding("F209").was_read, "No | Yes", "{head} {flags:?}");
    }
    // What stands is blank, or nothing does: the other is no answer without a ruling.
    let read = read_sheet(
        "| School | Statement | Answer | Latest |
         | Back School | {POL-02} | No | No |\n| Back School | {POL-02} | | Yes |
         | Back School | {POL-03} | Yes | Yes |\n| Back School | {POL-05} | Yes | No |
         | Back School | {POL-06} | Yes | Yes |\n| Tong School | {POL-02} | Yes | Yes |
         | Tong School | {POL-03} | No | Yes |\n| Tong School | {POL-05} | No | Yes |\n| Tong School | {POL-06} | No | Yes |",
    );
    assert_eq!(all(&read), ["two yes ? yes", "yes no no no"], "{:?}", read.findings);
    // A draft that is all there is may be no more than that.
    let read = read_sheet(
        "| School | Statement | Answer | Status |
         | Back School | {POL-02} | No | Final |\n| Back School | {POL-03} | Yes | Draft |
         | Back School | {POL-05} | Yes | Final |\n| Back School | {POL-06} | Yes | Final |
         | Tong School | {POL-02} | Yes | Draft |\n| Tong School | {POL-03} | No | Draft |
         | Tong School | {POL-05} | No | Draft |\n| Tong School | {POL-06} | No | Draft |",
    );
    assert_eq!(all(&read), ["no ? yes yes", "? ? ? ?"], "{:?}", read.findings);
    assert_eq!(read.finding("F203").n_answers_waiting, 5);
}
