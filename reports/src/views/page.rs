//! What is shown, before anything is said of how it is written: pages of blocks.
//! In: nothing; declarations. Out: the types that every view fills and every format writes. Never holds a
//! formula, a colour's number or a file's name.

use chrono::NaiveDate;

/// One sheet of a workbook, one part of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The sheet's name, at most 31 characters.
    pub sheet: String,
    /// The title above it.
    pub title: String,
    /// One sentence: what this shows.
    pub purpose: String,
    /// On what it rests (`22 of 25 returns`); may be empty.
    pub as_of: String,
    /// Whether it prints better on its side.
    pub is_wide: bool,
    /// Whether it prints on one sheet of paper, however long.
    pub is_one_page: bool,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that limits what was said: provisional figures, what is not shown and why.
    Note(String),
    /// A list of sentences.
    List(Vec<String>),
    /// A number that matters, with the words beside it.
    Fact {
        /// The number as it is shown (`22 of 25`).
        figure: String,
        /// What it says.
        words: String,
        /// Where more of it stands.
        link: Option<Link>,
    },
    /// Links to other pages.
    Links(Vec<Link>),
    /// A table.
    Table(Table),
    /// A chart of a table on the same page.
    Chart(Chart),
}

/// A way to another place in the same book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words to click on.
    pub text: String,
    /// The sheet it leads to.
    pub sheet: String,
    /// The row (from 0) of that sheet's first table; none for its top.
    pub row: Option<usize>,
}

impl Link {
    /// To the top of a sheet.
    pub fn to(text: impl Into<String>, sheet: impl Into<String>) -> Self {
        Self { text: text.into(), sheet: sheet.into(), row: None }
    }

    /// To a row of a sheet's first table.
    pub fn to_row(text: impl Into<String>, sheet: impl Into<String>, row: usize) -> Self {
        Self { text: text.into(), sheet: sheet.into(), row: Some(row) }
    }
}

/// A table with one row of heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// A name, unique in the book, letters and underscores (`Weaknesses`).
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns at the left stay in sight.
    pub n_fixed: u16,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head, unique in the table.
    pub head: String,
    /// How its values look.
    pub look: Look,
    /// A fixed width in characters; 0 to fit the content.
    pub chars: f64,
}

impl Column {
    /// A column whose width fits its content.
    pub fn new(head: impl Into<String>, look: Look) -> Self {
        Self { head: head.into(), look, chars: 0.0 }
    }

    /// A column of a fixed width, in characters.
    pub fn wide(head: impl Into<String>, look: Look, chars: f64) -> Self {
        Self { head: head.into(), look, chars }
    }
}

/// How the values of a column look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// Short text.
    Text,
    /// Text that wraps.
    Long,
    /// A whole number.
    Count,
    /// A whole number with a bar from 0 to the largest of the column.
    CountBar,
    /// A share, as a percentage.
    Share,
    /// A share with a bar from 0 to 1.
    ShareBar,
    /// A share with a shade from 0 to 1 behind it.
    ShareShade,
    /// A number with one decimal.
    Number,
    /// A number with one decimal and its sign.
    Signed,
    /// A probability, three decimals.
    Probability,
    /// A day.
    Day,
    /// An answer: its word on its colour, the head written upwards.
    Answer,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    None,
    /// Text, whatever it begins with.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A number: a share is 0 to 1.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// An answer or the reason why there is none, as in `answer_code`; shown by its word.
    Answer(String),
    /// Words that lead elsewhere in the book.
    Link(Link),
}

impl Table {
    /// The largest count that has a bar: the bars of a table are all drawn to it, so that one can be held against another.
    pub fn largest_bar(&self) -> i64 {
        let counts = self.rows.iter().flat_map(|row| row.iter().zip(&self.columns));
        let counts = counts.filter_map(|(cell, column)| match (cell, column.look) {
            (Cell::Count(count), Look::CountBar) => Some(*count),
            _ => None,
        });
        counts.max().unwrap_or(0)
    }
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::None, Self::Number)
    }

    /// A whole number, or nothing.
    pub fn count(count: Option<i64>) -> Self {
        count.map_or(Self::None, Self::Count)
    }

    /// A day, or nothing.
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::None, Self::Day)
    }
}

/// The kinds of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars lying down, the series end to end, counts as labels.
    StackedBars,
    /// The same, each bar 100 %.
    FullBars,
    /// Bars lying down, the series side by side.
    Bars,
    /// A dot for each row with a line for its interval: series are dot, low end, high end.
    Dots,
}

/// A chart of a table on the same page.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The kind.
    pub kind: ChartKind,
    /// Its title, which says what is seen.
    pub title: String,
    /// The same in words, for those who cannot see it.
    pub alt: String,
    /// The table's name.
    pub table: String,
    /// The column of the words along the axis.
    pub labels: usize,
    /// The columns shown, with their colour's role.
    pub series: Vec<Series>,
    /// Where its axis begins and ends, for shares 0 and 1; none to leave it to the format.
    pub axis: Option<(f64, f64)>,
    /// What the axis counts (`schools`).
    pub unit: String,
    /// How many rows of the table it shows, from the first.
    pub n_rows: usize,
}

impl Chart {
    /// A table's Yes, Partly and No, in three columns from `first_answer` on, as shares of a whole bar for each row.
    pub fn of_shares(table: &Table, first_answer: usize, title: String, alt: String) -> Self {
        let series = [Tone::Yes, Tone::Partly, Tone::No].into_iter().enumerate();
        Self {
            kind: ChartKind::FullBars,
            title,
            alt,
            table: table.name.clone(),
            labels: 0,
            series: series.map(|(at, tone)| Series { column: first_answer + at, tone }).collect(),
            axis: None,
            unit: "Share of answers".to_owned(),
            n_rows: table.rows.len(),
        }
    }
}

/// One column of a chart's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// The column, from 0.
    pub column: usize,
    /// Its colour's role.
    pub tone: Tone,
}

/// What a colour means. The formats choose the colours; every one of them also comes with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// In place, better.
    Yes,
    /// In place in part.
    Partly,
    /// Not in place, worse.
    No,
    /// Neither.
    Grey,
    /// The main thing shown.
    Main,
    /// What it is compared with.
    Other,
}

impl Page {
    /// An empty page.
    pub fn new(sheet: impl Into<String>, title: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self {
            sheet: sheet.into(),
            title: title.into(),
            purpose: purpose.into(),
            as_of: String::new(),
            is_wide: false,
            is_one_page: false,
            blocks: Vec::new(),
        }
    }

    /// The same on its side.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// The same on one sheet of paper.
    #[must_use]
    pub fn one_page(mut self) -> Self {
        self.is_one_page = true;
        self
    }

    /// The same with what it rests on.
    #[must_use]
    pub fn as_of(mut self, as_of: impl Into<String>) -> Self {
        self.as_of = as_of.into();
        self
    }

    /// The same with one more block.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Its first table.
    pub fn first_table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
