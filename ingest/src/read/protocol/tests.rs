//! What goes over the pipe comes back the same, and no bytes whatever make the other side fail.
//! In: books made up here. Out: assertions. Never starts a process.

use proptest::prelude::*;

use super::*;

fn a_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Empty),
        ".{0,12}".prop_map(|text| Value::Text(text.into())),
        any::<i32>().prop_map(|number| Value::Number(f64::from(number) / 8.0)),
        any::<i32>().prop_map(|number| Value::Serial(f64::from(number) / 8.0)),
        (1..3_000_000)
            .prop_map(|days| Value::Date(NaiveDate::from_num_days_from_ce_opt(days).unwrap_or_default())),
        any::<bool>().prop_map(Value::Flag),
        any::<bool>().prop_map(Value::Box),
        Just(Value::Error("#REF!".into())),
    ]
}

fn a_cell() -> impl Strategy<Value = Cell> {
    (
        any::<u32>(),
        any::<u32>(),
        a_value(),
        0..6_usize,
        proptest::option::of(0..0x00ff_ffff_u32),
        any::<bool>(),
    )
        .prop_map(|(row, column, value, font, fill, is_struck)| Cell {
            row,
            column,
            value,
            look: Look { symbol_font: FONTS[font], fill, is_struck, stands_out: fill.map(|_| (2, 7)) },
        })
}

fn a_stand() -> impl Strategy<Value = Stands> {
    prop_oneof![
        Just(Stands::Alone),
        any::<u32>().prop_map(Stands::Before),
        (1..99_usize, any::<u32>(), any::<u32>()).prop_map(|(table, row, column)| Stands::Within {
            table,
            row,
            column
        }),
    ]
}

proptest! {
    #[test]
    fn a_book_comes_back_the_same(
        cells in proptest::collection::vec(a_cell(), 0..20),
        name in ".{0,9}",
        stands in a_stand(),
    ) {
        let grid = Grid {
            sheet: name.clone(),
            addressing: Addressing::Document,
            is_hidden: true,
            cells,
            merges: vec![Block { top: 1, left: 2, bottom: 3, right: 4 }],
            hidden_rows: vec![5],
            hidden_columns: vec![6, 7],
            short_rows: vec![8, 9],
            lost_rows: vec![9],
            is_1904: true,
            taken_out: None,
            stands,
            origins: Vec::new(),
            notes: vec![(2, 1, "Yes".into())],
            worded: vec![(3, 4, "14 staff".into())],
            drawn_over: vec![(2, 1), (3, 4)],
            letters: vec![(2, 1, Letters::Unseen), (3, 4, Letters::Coloured(0x00c0_0000))],
            links: vec![Link { row: 1, column: 2, text: "Policy".into(), address: "https://a.example".into() }],
        };
        let book = Book {
            grids: vec![grid.clone(), Grid::default()],
            properties: vec![(name, "value".into())],
            notes: vec![("sheet".into(), Refusal::damaged("x"))],
        };
        let mut bytes = Vec::new();
        send_result(&mut bytes, &Ok(book)).unwrap();
        let back = receive_result(&mut bytes.as_slice(), u64::MAX).unwrap().unwrap();
        prop_assert_eq!(&back.grids, &[grid, Grid::default()]);
        prop_assert_eq!(back.properties.len(), 1);
        prop_assert_eq!(back.notes[0].1.rule.code, "F103");
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        drop(decode(&bytes));
        drop(receive_result(&mut bytes.as_slice(), 1000));
        drop(receive_request(&mut bytes.as_slice()));
    }
}

#[test]
fn a_request_comes_back_the_same() {
    let limits = Limits { child_seconds: 7, ..Limits::default() };
    let mut bytes = Vec::new();
    send_request(&mut bytes, Kind::Xlsb, b"content", &limits).unwrap();
    let back = receive_request(&mut bytes.as_slice()).unwrap();
    assert_eq!(back, Some((Kind::Xlsb, b"content".to_vec(), limits)));
    assert_eq!(receive_request(&mut [].as_slice()).unwrap(), None);
}
