//! The ways in which schools fill in a form.
//! In: one school's reply. Out: the bytes of its file. Never another school's reply; never a mark that a person could
//! not read.

use reports::forms::{self, Filled};
use schemas::{
    answer::Answer,
    catalogue::{Catalogue, Statement},
    ids::Year,
};

use super::{
    DemoError,
    paper::{Cell, Paper},
    reply::Reply,
    write::{self, Dialect},
};

/// How a return is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// The blank form that the program makes, filled in.
    OwnForm(forms::Format),
    /// A column for each answer; what stands in it.
    Ticks(Tick),
    /// One column for the answer, in these words: yes, partly, no.
    Words([&'static str; 3]),
}

/// What a school puts into a column for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tick {
    Text(&'static str),
    Wingdings(char),
    One,
    True,
    /// The column's own word.
    Word,
}

/// What else is done to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twist {
    None,
    /// A column of numbers before the statements.
    Numbered,
    /// An empty row between statements.
    Spaced,
    /// No, Partly, Yes.
    Turned,
    /// A sheet for each section.
    Sheets,
    /// Sheets of guidance and lists beside it.
    Guidance,
    /// Guidance named in its present year.
    Retyped,
    /// Capitals.
    Loud,
    /// Evidence that a spreadsheet would run.
    Hostile,
    /// The headings Met, Partially met, Not met.
    Met,
}

/// What file it is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Workbook,
    Text(Dialect),
    Document,
}

/// A way to fill in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) layout: Layout,
    pub(super) twist: Twist,
    pub(super) kind: Kind,
}

const fn style(layout: Layout, twist: Twist, kind: Kind) -> Style {
    Style { layout, twist, kind }
}

const USUAL: [&str; 3] = ["Yes", "Partly", "No"];

/// The ways, the most usual more than once.
pub(super) const STYLES: &[Style] = &[
    style(Layout::OwnForm(forms::Format::Xlsx), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("x")), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("\u{2713}")), Twist::None, Kind::Workbook),
    style(Layout::OwnForm(forms::Format::Docx), Twist::None, Kind::Document),
    style(Layout::Words(USUAL), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Wingdings('\u{fc}')), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("X")), Twist::Numbered, Kind::Workbook),
    style(Layout::OwnForm(forms::Format::Xlsx), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("x")), Twist::None, Kind::Text(Dialect::Comma)),
    style(Layout::Words(["Met", "Partially met", "Not met"]), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("\u{2714}")), Twist::None, Kind::Document),
    style(Layout::Ticks(Tick::Word), Twist::Spaced, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("x")), Twist::Retyped, Kind::Workbook),
    style(Layout::Words(["Green", "Amber", "Red"]), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::True), Twist::None, Kind::Workbook),
    style(Layout::OwnForm(forms::Format::Csv), Twist::None, Kind::Text(Dialect::Comma)),
    style(Layout::Ticks(Tick::Text("x")), Twist::Turned, Kind::Workbook),
    style(Layout::Words(["Y", "P", "N"]), Twist::None, Kind::Text(Dialect::Semicolon)),
    style(Layout::Ticks(Tick::Text("x")), Twist::Sheets, Kind::Workbook),
    style(Layout::OwnForm(forms::Format::Xlsx), Twist::Hostile, Kind::Workbook),
    style(Layout::Ticks(Tick::One), Twist::None, Kind::Workbook),
    style(Layout::Words(USUAL), Twist::Loud, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("x")), Twist::Guidance, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("\u{2713}")), Twist::Met, Kind::Workbook),
    style(Layout::Words(USUAL), Twist::Retyped, Kind::Text(Dialect::Tab)),
    style(Layout::Ticks(Tick::Wingdings('\u{fc}')), Twist::None, Kind::Document),
];

/// How schools filled in the form in earlier years, when there was one form.
pub(super) const EARLIER: &[Style] = &[
    style(Layout::Ticks(Tick::Text("x")), Twist::None, Kind::Workbook),
    style(Layout::Words(USUAL), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("\u{2713}")), Twist::None, Kind::Workbook),
    style(Layout::Ticks(Tick::Text("x")), Twist::None, Kind::Text(Dialect::Comma)),
];

impl Style {
    /// The ending of the file's name.
    pub(super) fn ending(self) -> &'static str {
        match self.kind {
            Kind::Workbook => "xlsx",
            Kind::Text(Dialect::Tab) => "txt",
            Kind::Text(_) => "csv",
            Kind::Document => "docx",
        }
    }

    /// The file that this school sends.
    pub(super) fn write(
        self,
        catalogue: &Catalogue,
        year: Year,
        reply: &Reply,
    ) -> Result<Vec<u8>, DemoError> {
        if let Layout::OwnForm(format) = self.layout {
            return own_form(catalogue, year, reply, format);
        }
        let papers = self.papers(catalogue, reply);
        Ok(match self.kind {
            Kind::Workbook => write::workbook(&papers)?,
            Kind::Text(dialect) => {
                papers.first().map(|paper| write::text_table(paper, dialect)).unwrap_or_default()
            }
            Kind::Document => write::document(&papers)?,
        })
    }

    /// The sheets of the form, filled in.
    pub(super) fn papers(self, catalogue: &Catalogue, reply: &Reply) -> Vec<Paper> {
        let mut papers = Vec::new();
        if self.twist == Twist::Guidance {
            papers.push(guidance());
        }
        let mut paper = Paper::named("Return");
        if self.kind == Kind::Document {
            catalogue.title.clone_into(&mut paper.name);
        }
        self.top(&mut paper, catalogue, reply);
        for (index, section) in catalogue.sections.iter().enumerate() {
            if index > 0 && (self.twist == Twist::Sheets || self.kind == Kind::Document) {
                papers.push(std::mem::replace(&mut paper, Paper::named(&section.title)));
            }
            let title =
                if self.twist == Twist::Loud { section.title.to_uppercase() } else { section.title.clone() };
            self.head(&mut paper, &title);
            for (number, statement) in catalogue.statements.iter().enumerate() {
                if statement.section == index {
                    paper.row(self.statement(reply, number, statement));
                    if self.twist == Twist::Spaced {
                        paper.row(Vec::new());
                    }
                }
            }
        }
        if let (Some(plan), false) = (&catalogue.action_plan, reply.actions.is_empty()) {
            paper.row(Vec::new());
            paper.heads(&[&plan.heading]);
            paper.heads(&["", &plan.area, &plan.resources, &plan.completed_on, &plan.signed]);
            for (number, [area, resources, date, signed]) in (1_u32..).zip(&reply.actions) {
                paper.texts(&[&number.to_string(), area, resources, date, signed]);
            }
        }
        papers.push(paper);
        if self.twist == Twist::Guidance {
            let mut lists = Paper::named("Lists");
            for word in USUAL {
                lists.texts(&[word]);
            }
            papers.push(lists);
        }
        papers
    }

    fn top(self, paper: &mut Paper, catalogue: &Catalogue, reply: &Reply) {
        paper.heads(&[&catalogue.title]);
        // What the form prints, which is no school's remark.
        paper.texts(&[catalogue.printed.get(1).map_or("", String::as_str)]);
        paper.row(Vec::new());
        paper.texts(&["School Name", &reply.school_as_written]);
        let date =
            if matches!(self.kind, Kind::Workbook) { Cell::Day(reply.on) } else { Cell::text(&reply.date()) };
        let label = |text: &str| Cell::text(text);
        paper.row(vec![
            label("Completed by (Name and role):"),
            label(&reply.by),
            Cell::Empty,
            label("Date:"),
            date,
        ]);
        paper.row(Vec::new());
    }

    fn head(self, paper: &mut Paper, title: &str) {
        let mut heads = if self.twist == Twist::Numbered { vec!["Ref"] } else { Vec::new() };
        heads.push(title);
        match self.layout {
            Layout::Words(_) => heads.push("Response"),
            _ => heads.extend(self.in_order(match self.twist {
                Twist::Met => ["Met", "Partially met", "Not met"],
                _ => USUAL,
            })),
        }
        heads.push("Evidence and Comments");
        paper.heads(&heads);
    }

    fn in_order<T>(self, [yes, partly, no]: [T; 3]) -> [T; 3] {
        if self.twist == Twist::Turned { [no, partly, yes] } else { [yes, partly, no] }
    }

    fn statement(self, reply: &Reply, number: usize, statement: &Statement) -> Vec<Cell> {
        let mut cells = Vec::new();
        if self.twist == Twist::Numbered {
            cells.push(Cell::text(&(number + 1).to_string()));
        }
        let text = match self.twist {
            Twist::Retyped => {
                statement.text.replace("KCSIE 2018", "KCSIE 2025").replace("(KCSIE) 2018", "(KCSIE) 2025")
            }
            Twist::Loud => statement.text.to_uppercase(),
            _ => statement.text.clone(),
        };
        cells.push(Cell::Text(text));
        let answer = reply.answers.get(number).copied().flatten();
        match self.layout {
            Layout::Words([yes, partly, no]) => cells.push(match answer {
                Some(Answer::Yes) => Cell::text(yes),
                Some(Answer::Partly) => Cell::text(partly),
                Some(Answer::No) => Cell::text(no),
                Some(Answer::NotApplicable) => Cell::text("N/A"),
                None => Cell::Empty,
            }),
            Layout::Ticks(tick) => {
                let ticked = [Answer::Yes, Answer::Partly, Answer::No].map(|column| match answer {
                    Some(answer) if answer == column => tick.cell(column),
                    Some(Answer::NotApplicable) if column == Answer::Yes => Cell::text("N/A"),
                    _ => Cell::Empty,
                });
                cells.extend(self.in_order(ticked));
            }
            Layout::OwnForm(_) => {}
        }
        cells.push(Cell::text(reply.evidence.get(number).map_or("", String::as_str)));
        cells
    }
}

impl Tick {
    fn cell(self, column: Answer) -> Cell {
        match self {
            Self::Text(text) => Cell::text(text),
            Self::Wingdings(letter) => Cell::Wingdings(letter),
            Self::One => Cell::Number(1.0),
            Self::True => Cell::Flag(true),
            Self::Word => Cell::text(column.word()),
        }
    }
}

fn own_form(
    catalogue: &Catalogue,
    year: Year,
    reply: &Reply,
    format: forms::Format,
) -> Result<Vec<u8>, DemoError> {
    let said = catalogue.statements.iter().zip(reply.answers.iter().zip(&reply.evidence));
    let filled = Filled {
        completed_by: reply.by.clone(),
        date: reply.date(),
        statements: said
            .map(|(statement, (answer, text))| (statement.id.clone(), (*answer, text.clone())))
            .collect(),
        actions: reply.actions.clone(),
    };
    let school =
        reply.school_id.parse().ok().map(|id| forms::School { id, name: reply.school_as_written.clone() });
    Ok(forms::write_filled_form(catalogue, year, school.as_ref(), format, &filled)?)
}

fn guidance() -> Paper {
    let mut paper = Paper::named("Guidance");
    for line in [
        "How to complete this form",
        "Tick Yes, Partly or No for each statement.",
        "Yes: fully in place",
        "Partly: some work to do",
        "No: not in place",
    ] {
        paper.texts(&[line]);
    }
    paper
}
