//! Native charts over the cells of a table.
//! In: a chart of a page and where its table stands. Out: the library's chart. Holds no number of its own.

use rust_xlsxwriter::{
    Chart as XlsxChart, ChartAxisCrossing, ChartAxisTickType, ChartDataLabel, ChartDataLabelPosition,
    ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, ObjectMovement,
};

use super::{
    layout::chart_pixels,
    look::{self, FONT},
};
use crate::views::page::{Chart, ChartKind, Table};

/// Where a chart's table stands.
pub(super) struct Ground<'a> {
    pub(super) sheet: &'a str,
    /// The row of the head.
    pub(super) head: u32,
    pub(super) table: &'a Table,
}

/// The chart, so many pixels wide.
pub(super) fn draw(chart: &Chart, ground: &Ground<'_>, width: u32) -> XlsxChart {
    let mut drawn = XlsxChart::new(match chart.kind {
        ChartKind::StackedBars => ChartType::BarStacked,
        ChartKind::FullBars => ChartType::BarPercentStacked,
        ChartKind::Bars => ChartType::Bar,
        ChartKind::Dots => ChartType::Stock,
    });
    drawn
        .set_width(width)
        .set_height(chart_pixels(chart))
        .set_alt_text(&chart.alt)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    drawn.title().set_name(&chart.title).set_font(font(11.0).set_bold()).set_overlay(false);
    match chart.kind {
        ChartKind::Dots => dots(&mut drawn, chart, ground),
        _ => bars(&mut drawn, chart, ground),
    }
    drawn
}

fn font(size: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size).unset_bold();
    font
}

fn range<'a>(ground: &Ground<'a>, column: usize, n_rows: usize) -> (&'a str, u32, u16, u32, u16) {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let last = ground.head + u32::try_from(n_rows).unwrap_or(u32::MAX);
    (ground.sheet, ground.head + 1, column, last, column)
}

fn name(ground: &Ground<'_>, column: usize) -> String {
    ground.table.columns.get(column).map(|column| column.head.clone()).unwrap_or_default()
}

fn bars(drawn: &mut XlsxChart, chart: &Chart, ground: &Ground<'_>) {
    for series in &chart.series {
        let mut label = ChartDataLabel::new();
        let colour = if chart.kind == ChartKind::Bars {
            label.set_position(ChartDataLabelPosition::OutsideEnd);
            rust_xlsxwriter::Color::Black
        } else {
            label.set_position(ChartDataLabelPosition::Center);
            look::on_tone(series.tone)
        };
        // A bar of nothing has no label.
        let format = if chart.axis.is_some() { "0%;;" } else { "#,##0;;" };
        label.show_value().set_font(font(9.0).set_color(colour)).set_num_format(format);
        let drawn_series = drawn.add_series();
        drawn_series
            .set_name(name(ground, series.column).as_str())
            .set_categories(range(ground, chart.labels, chart.n_rows))
            .set_values(range(ground, series.column, chart.n_rows))
            .set_format(
                ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(look::tone(series.tone))),
            )
            .set_gap(45)
            .set_data_label(&label);
        if chart.kind != ChartKind::Bars {
            drawn_series.set_overlap(100);
        }
    }
    // For bars that lie down the library calls the upright axis y.
    drawn
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_font(&font(9.0))
        .set_major_tick_type(ChartAxisTickType::None);
    let axis = drawn.x_axis();
    axis.set_font(&font(9.0)).set_major_gridlines(true);
    axis.set_major_gridlines_line(ChartLine::new().set_color(rust_xlsxwriter::Color::RGB(0x00D9_D9D9)));
    axis.set_name(&chart.unit).set_name_font(&font(9.0));
    match (chart.kind, chart.axis) {
        (ChartKind::FullBars, _) => {
            axis.set_num_format("0%");
        }
        (_, Some((low, high))) => {
            axis.set_min(low).set_max(high).set_num_format("0%");
        }
        _ => {
            axis.set_min(0).set_num_format("0");
        }
    }
    if chart.series.len() > 1 {
        drawn.legend().set_position(ChartLegendPosition::Top).set_font(&font(9.0));
    } else {
        drawn.legend().set_hidden();
    }
}

fn dots(drawn: &mut XlsxChart, chart: &Chart, ground: &Ground<'_>) {
    let colour = |tone| {
        let mut fill = ChartSolidFill::new();
        fill.set_color(look::tone(tone));
        fill
    };
    // The ends of the interval: short strokes joined by a line. A stock chart draws it: high, low,
    // then what lies between.
    for end in chart.series.iter().skip(1).rev() {
        drawn
            .add_series()
            .set_name(name(ground, end.column).as_str())
            .set_categories(range(ground, chart.labels, chart.n_rows))
            .set_values(range(ground, end.column, chart.n_rows))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(
                ChartMarker::new()
                    .set_type(ChartMarkerType::LongDash)
                    .set_size(7)
                    .set_format(ChartFormat::new().set_solid_fill(&colour(end.tone))),
            );
    }
    if let Some(dot) = chart.series.first() {
        let mut label = ChartDataLabel::new();
        label
            .show_value()
            .set_position(ChartDataLabelPosition::Right)
            .set_font(&font(8.0))
            .set_num_format("0%");
        drawn
            .add_series()
            .set_name(name(ground, dot.column).as_str())
            .set_categories(range(ground, chart.labels, chart.n_rows))
            .set_values(range(ground, dot.column, chart.n_rows))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(
                ChartMarker::new()
                    .set_type(ChartMarkerType::Circle)
                    .set_size(8)
                    .set_format(ChartFormat::new().set_solid_fill(&colour(dot.tone))),
            )
            .set_data_label(&label);
    }
    let mut line = ChartLine::new();
    line.set_color(look::tone(crate::views::page::Tone::Main)).set_width(1.25);
    drawn.set_high_low_lines(true).set_high_low_lines_format(ChartFormat::new().set_line(&line));
    drawn.x_axis().set_font(&font(9.0)).set_major_tick_type(ChartAxisTickType::None);
    let axis = drawn.y_axis();
    axis.set_font(&font(9.0)).set_num_format("0%").set_name(&chart.unit).set_name_font(&font(9.0));
    axis.set_major_gridlines_line(ChartLine::new().set_color(rust_xlsxwriter::Color::RGB(0x00D9_D9D9)));
    if let Some((low, high)) = chart.axis {
        axis.set_min(low).set_max(high);
    }
    drawn.legend().set_position(ChartLegendPosition::Top).set_font(&font(9.0));
}
