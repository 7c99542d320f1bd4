//! What reading costs beside calamine's own walk of the same cells, in CPU time of this thread.
//! In: how many returns (2,000 by default). Out: two times and their ratio on standard output. Never touches a disk,
//! but for the system's own count of CPU time.
//!
//! `cargo run --release -p ingest --example walk`
#![expect(clippy::print_stdout, reason = "it is there to print")]

use std::{io::Cursor, time::Instant};

use calamine::{Reader, Xlsx};
use ingest::read::{self, InProcess, Limits};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// A plain return of forty statements, as a school fills in the form.
fn plain_return(school: u32) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Return")?;
    let bold = Format::new().set_bold().set_background_color(0x00DD_EBF7);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_with_format(0, 0, "Self-evaluation of online safety practice in school", &bold)?;
    sheet.write(2, 0, "School Name")?;
    sheet.write(2, 1, format!("School number {school}"))?;
    sheet.write(3, 0, "Completed by (Name and role):")?;
    sheet.write(3, 1, "A. Head")?;
    sheet.write(3, 3, "Date:")?;
    sheet.write_datetime_with_format(3, 4, &ExcelDateTime::from_ymd(2026, 3, 4)?, &date)?;
    let mut row = 5;
    for section in ["Policy", "Incidents", "Infrastructure", "Education"] {
        for (column, head) in (0..).zip([section, "Yes", "Partly", "No", "Evidence and Comments"]) {
            sheet.write_with_format(row, column, head, &bold)?;
        }
        row += 1;
        for statement in 0..10_u32 {
            let text = format!(
                "{section}, statement {statement}: the school has thought about this, has written down what it does, \
                 and looks at it again at least once in each year"
            );
            sheet.write_with_format(row, 0, text, &wrapped)?;
            let column =
                [1, 2, 3].into_iter().nth(((school * 7 + statement * 3 + row) % 3) as usize).unwrap_or(1);
            sheet.write(row, column, "x")?;
            if (school + statement).is_multiple_of(3) {
                sheet.write_with_format(row, 4, format!("See the policy of school {school}"), &wrapped)?;
            }
            row += 1;
        }
    }
    workbook.save_to_buffer()
}

/// CPU seconds of this thread; of the wall clock where the system does not say.
fn cpu_seconds(start: Instant) -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn calamine_walk(bytes: &[u8]) -> Result<usize, calamine::XlsxError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let mut n_cells = 0;
    for name in workbook.sheet_names() {
        let mut reader = workbook.worksheet_cells_reader(&name)?;
        while let Some(cell) = reader.next_cell()? {
            n_cells += usize::from(*cell.get_value() != calamine::DataRef::Empty);
        }
    }
    Ok(n_cells)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n = std::env::args().nth(1).map_or(Ok(2_000), |n| n.parse())?;
    let returns = (0..n).map(plain_return).collect::<Result<Vec<_>, _>>()?;
    let limits = Limits::default();
    let start = Instant::now();
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..7 {
        let from = cpu_seconds(start);
        let mut theirs = 0;
        for bytes in &returns {
            theirs += calamine_walk(bytes)?;
        }
        let between = cpu_seconds(start);
        let mut ours = 0;
        for bytes in &returns {
            let opened = read::open("a.xlsx", bytes, &limits, &InProcess);
            ours += opened.grids.iter().flat_map(|grid| &grid.cells).count();
        }
        let to = cpu_seconds(start);
        if theirs != ours {
            return Err(format!("calamine walked {theirs} cells, open gave {ours}").into());
        }
        best = (best.0.min(between - from), best.1.min(to - between));
    }
    println!("calamine's walk {:.3} s, open {:.3} s, ratio {:.2}", best.0, best.1, best.1 / best.0);
    Ok(())
}
