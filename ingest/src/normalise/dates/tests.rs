//! Dates as people write them, and what is none.

use super::*;

fn read(written: &str) -> Option<String> {
    match read_date(&Value::Text(written.into()), false) {
        DateReading::Sure(date) => Some(date.to_string()),
        _ => None,
    }
}

#[test]
fn a_time_may_stand_with_a_date() {
    let time = |value: &Value| time_of(value).map(|time| time.to_string());
    for (written, expected) in [
        ("03/03/2026 09:12", Some("09:12:00")),
        ("09:12 03/03/2026", Some("09:12:00")),
        ("2026/03/03 3:04:05 pm GMT", Some("15:04:05")),
        ("3/3/2026 12:30 AM", Some("00:30:00")),
        ("2026-03-03T09:12:01Z", Some("09:12:01")),
        ("3 March 2026", None),
        ("Date: 3 March", None),
        ("25:99", None),
    ] {
        assert_eq!(time(&Value::Text(written.into())).as_deref(), expected, "{written}");
    }
    assert_eq!(time(&Value::Serial(46_093.75)).as_deref(), Some("18:00:00"));
    assert_eq!(time(&Value::Serial(46_093.0)), None);
}

#[test]
fn dates_as_people_write_them() {
    for written in [
        "03/03/2026",
        "3/3/26",
        "03.03.26",
        "3-3-2026",
        "3 March 2026",
        "3rd March 2026",
        "3rd of March, 2026",
        "Tuesday 3rd March 2026",
        "Tues 3 Mar 26",
        "March 3, 2026",
        "2026-03-03",
        "2026-03-03T09:12:01Z",
        "2026/03/03 3:04:05 pm GMT",
        "03/03/2026 09:12",
        "09:12 03/03/2026",
        "03Mar2026",
        "Date: 3 March 2026",
        "3 M\u{e0}rt 2026",
        "3 Mawrth 2026",
        "20260303",
        "46084",
        "46084.5",
        "\u{a0}3 \u{2013} 3 \u{2013} 2026 ",
        "2026-Mar-03",
        "as at 3 March 2026",
        "Completed 3/3/26 by Mrs Smith",
        "3 March 2026 by the DSL",
        "3/3/2026 at 10am",
        "3 March 2026, 3.15pm",
        "03/03/2026 15.30",
        "3 Mar 2026 - 3pm",
        "3ydd Mawrth 2026",
        "3mh M\u{e0}rt 2026",
    ] {
        assert_eq!(read(written).as_deref(), Some("2026-03-03"), "{written:?}");
    }
    assert_eq!(read("12/11/2025").as_deref(), Some("2025-11-12"));
    assert_eq!(read("03/25/2026").as_deref(), Some("2026-03-25"));
    assert_eq!(read("2026/11/21 3:04:05 pm GMT").as_deref(), Some("2026-11-21"));
    assert_eq!(read("14 Febuary 2026").as_deref(), Some("2026-02-14"));
    assert_eq!(read("11/3/25 09:12:01").as_deref(), Some("2025-03-11"));
    assert_eq!(read("2 an t-Samhain 2025").as_deref(), Some("2025-11-02"));
}

#[test]
fn what_is_no_date_for_sure_is_none() {
    for written in [
        "31/02/2026",
        "March 2026",
        "14/10",
        "2026",
        "3-4 March 2026",
        "before 3 March 2026",
        "by Easter",
        "tbc",
        "030326",
        "26-03-04",
        "99/99/9999",
        "3 March",
        "0/0/0000",
        "29/02/2025",
        "13/13/2026",
        "1e9",
        "-46084",
        "x",
        "3/3/026",
        "1 1 1 1",
        "1/2/3",
        "O3/O3/2026",
        "3/3/2O26",
    ] {
        assert_eq!(read(written), None, "{written:?}");
    }
    for nothing in ["", "  ", "-", "dd/mm/yyyy", "\u{2013}"] {
        assert_eq!(read_date(&Value::Text(nothing.into()), false), DateReading::Nothing);
    }
}

#[test]
fn dates_below_one_heading_are_written_alike() {
    let text = |written: &str| Value::Text(written.into());
    let american = ["11/3/25 9:30:00", "11/14/25 9:31:00", "1/5/26 8:00"].map(text);
    assert!(is_month_first(american.iter()));
    assert_eq!(
        read_month_first(&american[0], false),
        DateReading::Sure(NaiveDate::from_ymd_opt(2025, 11, 3).unwrap())
    );
    for british in [["3/11/25", "14/11/25"], ["14/11/25", "11/14/25"], ["2025-11-14", "3/11/25"]] {
        assert!(!is_month_first(british.map(text).iter()));
    }
}

#[test]
fn serials_count_from_either_day() {
    let sure = |value: Value, is_1904| match read_date(&value, is_1904) {
        DateReading::Sure(date) => date.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(sure(Value::Serial(46084.0), false), "2026-03-03");
    assert_eq!(sure(Value::Serial(46084.99), false), "2026-03-03");
    assert_eq!(sure(Value::Serial(44622.0), true), "2026-03-03");
    assert_eq!(sure(Value::Number(46084.0), false), "2026-03-03");
    assert_eq!(sure(Value::Number(2026.0), false), "Unsure");
    assert_eq!(sure(Value::Serial(-3.0), false), "Unsure");
    assert_eq!(sure(Value::Serial(f64::NAN), false), "Unsure");
    assert_eq!(sure(Value::Flag(true), false), "Unsure");
}

proptest::proptest! {
    #[test]
    fn every_day_reads_back_in_every_style(days in 0..18_000_u64, style in 0..8_usize) {
        let day = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap() + Days::new(days % 9_000);
        let style = ["%d/%m/%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%-d %B %Y", "%A %-d %b %Y", "%B %-d, %Y", "%d-%b-%y", "%Y%m%d"][style];
        let written = day.format(style).to_string();
        let read = read_date(&Value::Text(written.as_str().into()), false);
        // "%Y%m%d" may also spell a day the other way round: then it is asked.
        let is_right = read == DateReading::Sure(day) || (style == "%Y%m%d" && read == DateReading::Unsure);
        proptest::prop_assert!(is_right, "{written} gave {read:?}");
    }

    #[test]
    fn nothing_makes_it_panic(written in proptest::prelude::any::<String>(), number in proptest::prelude::any::<f64>()) {
        let _ = read_date(&Value::Text(written.into()), false);
        let _ = (read_date(&Value::Serial(number), true), read_date(&Value::Number(number), false));
    }
}

#[test]
fn who_wrote_a_date_is_no_part_of_it_and_when_something_is_due_is_none() {
    for written in [
        "By 3 March 2026 by post 4",
        "completed by Mrs Smith",
        "Due 3/3/26 by e-mail",
        "3/3/26 by 4/3/26",
        "to be done by 3/3/26",
    ] {
        assert_eq!(read(written), None, "{written}");
    }
}
