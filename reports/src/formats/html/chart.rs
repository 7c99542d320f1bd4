//! A chart's geometry, in per cent of its width and pixels of its height, so that it fits any screen while its text
//! keeps its size. Each row's label stands above its bar.
//! In: a chart and its table. Out: what the template draws. Computes no figure: only where the table's numbers lie.

use serde::Serialize;

use super::{blocks::slug, values};
use crate::{
    views::page::{Cell, Chart, ChartKind, Look, Table, Tone},
    words::grouped,
};

/// Pixels from a row's label to the middle of its bar.
const TO_BAR: u32 = 24;
/// Pixels of a bar that stands alone.
const THICK: u32 = 16;
/// Pixels of one of several bars of a row.
const THIN: u32 = 12;
/// The most characters of a label; the whole of it stands in the table.
const MOST_LABEL: usize = 46;

/// A chart as the template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Drawn {
    id: String,
    title: String,
    alt: String,
    legend: Vec<Swatch>,
    height: u32,
    /// Where the rows end: the grid lines' length.
    foot: u32,
    lines: Vec<Line>,
    ticks: Vec<Tick>,
    unit: String,
}

#[derive(Debug, Serialize)]
struct Swatch {
    tone: &'static str,
    word: String,
}

#[derive(Debug, Serialize)]
struct Line {
    y: u32,
    label: String,
    value: String,
    /// How far the value might lie to either side; left out where the screen is too narrow for the label beside it.
    range: String,
    bars: Vec<Segment>,
    dot: Option<Dot>,
}

/// A piece of a bar.
#[derive(Debug, Serialize)]
pub(super) struct Segment {
    tone: &'static str,
    x: String,
    width: String,
    y: u32,
    height: u32,
    /// Words on the piece, and where they stand; empty where there is no room.
    words: String,
    words_x: String,
    words_y: u32,
    /// Whether the words stand after the piece and not on it.
    is_after: bool,
}

#[derive(Debug, Serialize)]
struct Dot {
    y: u32,
    x: String,
    low: String,
    high: String,
    tone: &'static str,
    has_range: bool,
}

#[derive(Debug, Serialize)]
struct Tick {
    x: String,
    text: String,
    anchor: &'static str,
}

/// The colour's class of a tone.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Yes => "yes",
        Tone::Partly => "partly",
        Tone::No => "no",
        Tone::Grey => "grey",
        Tone::Main => "main",
        Tone::Other => "other",
    }
}

/// A chart of a table; none where it has no row to show, or nothing but noughts.
pub(super) fn draw(chart: &Chart, table: &Table, number: usize) -> Option<Drawn> {
    let rows = table.rows.get(..chart.n_rows.min(table.rows.len()))?;
    if rows.is_empty() || chart.series.is_empty() {
        return None;
    }
    let (from, to) = chart.axis.unwrap_or((0.0, largest(chart, rows)));
    // Nothing but noughts makes no picture; the table says it.
    if to <= from {
        return None;
    }
    let scale = |number: f64| ((number - from) / (to - from)).clamp(0.0, 1.0);
    let mut y = 0;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Line {
            y: y + 13,
            label: shortened(
                &row.get(chart.labels).map(|cell| values::words(cell, Look::Text)).unwrap_or_default(),
            ),
            value: String::new(),
            range: String::new(),
            bars: Vec::new(),
            dot: None,
        };
        let top = y + TO_BAR - THICK / 2 + 4;
        y += match chart.kind {
            ChartKind::StackedBars | ChartKind::FullBars => {
                line.bars = stacked(chart, table, row, top, to);
                46
            }
            ChartKind::Bars => {
                line.bars = side_by_side(chart, row, top, &scale);
                30 + u32::try_from(chart.series.len()).unwrap_or(1) * (THIN + 2)
            }
            ChartKind::Dots => {
                line.dot = dot(chart, row, y + TO_BAR + 4, &scale);
                (line.value, line.range) = range_words(chart, table, row);
                44
            }
        };
        lines.push(line);
    }
    let ticks = if chart.axis == Some((0.0, 1.0)) { share_ticks() } else { Vec::new() };
    Some(Drawn {
        id: format!("c-{}-{number}", slug(&table.name)),
        title: chart.title.clone(),
        alt: chart.alt.replace("the table above", "the table below"),
        legend: legend(chart, table),
        foot: y,
        height: if ticks.is_empty() { y } else { y + 20 },
        lines,
        ticks,
        unit: chart.unit.clone(),
    })
}

fn legend(chart: &Chart, table: &Table) -> Vec<Swatch> {
    if chart.kind == ChartKind::Dots {
        return Vec::new();
    }
    chart
        .series
        .iter()
        .filter_map(|series| {
            Some(Swatch { tone: class(series.tone), word: table.columns.get(series.column)?.head.clone() })
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of schools and answers are far below 2^53")]
fn number(row: &[Cell], column: usize) -> Option<f64> {
    match row.get(column)? {
        Cell::Count(count) => Some(*count as f64),
        Cell::Number(number) => Some(*number),
        _ => None,
    }
}

/// Where the axis ends if the chart does not say: at the longest bar.
fn largest(chart: &Chart, rows: &[Vec<Cell>]) -> f64 {
    let numbers = |row: &[Cell]| {
        chart.series.iter().map(|series| number(row, series.column).unwrap_or(0.0)).collect::<Vec<_>>()
    };
    rows.iter()
        .map(|row| {
            let numbers = numbers(row);
            match chart.kind {
                ChartKind::StackedBars | ChartKind::FullBars => numbers.iter().sum(),
                ChartKind::Bars | ChartKind::Dots => numbers.into_iter().fold(0.0, f64::max),
            }
        })
        .fold(0.0, f64::max)
}

fn stacked(chart: &Chart, table: &Table, row: &[Cell], top: u32, longest: f64) -> Vec<Segment> {
    let parts: Vec<(Tone, usize, f64)> = chart
        .series
        .iter()
        .map(|series| (series.tone, series.column, number(row, series.column).unwrap_or(0.0)))
        .collect();
    let sum: f64 = parts.iter().map(|(_, _, number)| number).sum();
    let whole = if chart.kind == ChartKind::FullBars { sum } else { longest };
    let mut from = 0.0;
    let mut bars = Vec::new();
    for (tone, column, number) in parts.into_iter().filter(|(_, _, number)| *number > 0.0 && whole > 0.0) {
        let width = number / whole * 100.0;
        let count = row.get(column).map(|cell| values::words(cell, Look::Count)).unwrap_or_default();
        let name = table.columns.get(column).map_or("", |column| column.head.as_str());
        let words = match width {
            width if width >= 24.0 && name.len() <= 10 => format!("{name} {count}"),
            width if width >= 7.0 => count,
            _ => String::new(),
        };
        bars.push(Segment {
            tone: class(tone),
            x: percent(from),
            width: percent(width),
            y: top,
            height: THICK + 2,
            words,
            words_x: percent(from + width / 2.0),
            words_y: top + 13,
            is_after: false,
        });
        from += width;
    }
    bars
}

fn side_by_side(chart: &Chart, row: &[Cell], top: u32, scale: &dyn Fn(f64) -> f64) -> Vec<Segment> {
    let mut y = top;
    let mut bars = Vec::new();
    for series in &chart.series {
        let at = number(row, series.column);
        // Room is kept at the right for the number.
        let width = at.map_or(0.0, scale) * 90.0;
        bars.push(Segment {
            tone: class(series.tone),
            x: percent(0.0),
            width: percent(width),
            y,
            height: THIN,
            words: row.get(series.column).map(|cell| values::words(cell, Look::Count)).unwrap_or_default(),
            words_x: percent(width),
            words_y: y + 10,
            is_after: true,
        });
        y += THIN + 2;
    }
    bars
}

fn dot(chart: &Chart, row: &[Cell], y: u32, scale: &dyn Fn(f64) -> f64) -> Option<Dot> {
    let at = |series: usize| chart.series.get(series).and_then(|series| number(row, series.column));
    let here = at(0)?;
    let ends = at(1).zip(at(2));
    let (low, high) = ends.unwrap_or((here, here));
    let x = |number: f64| percent(scale(number) * 100.0);
    Some(Dot {
        y,
        x: x(here),
        low: x(low),
        high: x(high),
        tone: chart.series.first().map_or("main", |series| class(series.tone)),
        has_range: ends.is_some(),
    })
}

/// `77%` and ` (57% to 90%)`, from the table's own cells.
fn range_words(chart: &Chart, table: &Table, row: &[Cell]) -> (String, String) {
    let words = |series: usize| {
        let column = chart.series.get(series)?.column;
        let look = table.columns.get(column)?.look;
        row.get(column).map(|cell| values::words(cell, look)).filter(|words| !words.is_empty())
    };
    let range = words(1).zip(words(2)).map(|(low, high)| format!(" ({low} to {high})"));
    words(0).map_or_else(Default::default, |at| (at, range.unwrap_or_default()))
}

fn share_ticks() -> Vec<Tick> {
    [(0, "start"), (25, "middle"), (50, "middle"), (75, "middle"), (100, "end")]
        .into_iter()
        .map(|(at, anchor)| Tick { x: format!("{at}%"), text: format!("{at}%"), anchor })
        .collect()
}

/// The bar under the response figure: returned, waiting, not returned.
pub(super) fn response(counts: [i64; 3]) -> Vec<Segment> {
    let whole: i64 = counts.iter().sum::<i64>().max(1);
    let mut from = 0.0;
    let mut bars = Vec::new();
    for ((count, tone), word) in
        counts.into_iter().zip(["yes", "partly", "grey"]).zip(["returned", "waiting", "not returned"])
    {
        if count <= 0 {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of schools are far below 2^53")]
        let width = count as f64 / whole as f64 * 100.0;
        bars.push(Segment {
            tone,
            x: percent(from),
            width: percent(width),
            y: 0,
            height: 14,
            words: format!("{} {word}", grouped(count)),
            words_x: String::new(),
            words_y: 0,
            is_after: false,
        });
        from += width;
    }
    bars
}

fn percent(number: f64) -> String {
    let text = format!("{number:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= MOST_LABEL {
        return label.to_owned();
    }
    let cut: String = label.chars().take(MOST_LABEL - 1).collect();
    format!("{}\u{2026}", cut.trim_end())
}
