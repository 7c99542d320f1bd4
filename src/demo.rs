//! A made-up authority's returns, as schools send them, with weaknesses planted in them.
//! In: a seed, how many schools and years. Out: files, what was planted, what each return says; the same for the same,
//! anywhere. Never touches the disk.

mod authority;
mod chance;
mod evidence;
mod exports;
mod judging;
mod oddities;
mod paper;
mod planting;
mod reply;
mod styles;
mod write;
mod year;

use reports::ReportError;
use schemas::{
    answer::Answer,
    catalogue::{Catalogue, load},
    ids::{StatementId, Year},
};

pub use self::{authority::DemoSchool, planting::Planted};
use self::{chance::Chance, judging::Answers, planting::Plan, year::YearOf};

/// What sample to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Another seed, another authority.
    pub seed: u64,
    /// How many schools are in the register; at least [`LEAST_SCHOOLS`], at most [`MOST_SCHOOLS`].
    pub n_schools: usize,
    /// How many years, at least one, at most ten.
    pub n_years: usize,
    /// The last of them.
    pub last_year: Year,
    /// Whether anything is planted. If not, all statements are truly alike and nothing changes but by chance.
    pub is_planted: bool,
}

/// Fewer schools leave no room for what is planted.
pub const LEAST_SCHOOLS: usize = 12;
/// More places have no name.
pub const MOST_SCHOOLS: usize = 2_000;

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFiles {
    /// Path with `/` and content, sorted by path: `register.csv`, `book/tallybook.toml`, `returns/2026/...`.
    pub files: Vec<(String, Vec<u8>)>,
    /// The years, rising; the returns of each lie in `returns/YEAR`.
    pub years: Vec<Year>,
    /// What was planted.
    pub planted: Planted,
    /// What each return that should count says, by year: what a person would read in it.
    pub told: Vec<(Year, Vec<Told>)>,
    /// The schools.
    pub schools: Vec<DemoSchool>,
}

/// What one return says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its file, below the year's folder of returns.
    pub source_file: String,
    /// The school it is from.
    pub school_id: String,
    /// Its answers; none where nothing can be read for sure.
    pub answers: Vec<(StatementId, Option<Answer>)>,
}

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The workbook library refused a sheet.
    #[error("a sample return could not be written as a workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The parts of a file could not be put together.
    #[error("a sample return could not be put together: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A blank form could not be filled in.
    #[error("a sample form could not be filled in: {0}")]
    Form(#[from] ReportError),
    /// There is no catalogue to make returns of.
    #[error("there is no catalogue to make sample returns of")]
    NoCatalogue,
    /// More or fewer schools than a sample can have.
    #[error("a sample has {LEAST_SCHOOLS} to {MOST_SCHOOLS} schools and 1 to 10 years; write such numbers")]
    Size,
}

impl DemoOptions {
    /// The sample that a newcomer sees: seed 1, 126 schools, three years.
    pub const fn usual(last_year: Year) -> Self {
        Self { seed: 1, n_schools: 126, n_years: 3, last_year, is_planted: true }
    }
}

/// A sample.
///
/// # Errors
/// A size that a sample cannot have, or a library that refuses what it should write.
pub fn generate(options: &DemoOptions) -> Result<DemoFiles, DemoError> {
    let world = World::of(options)?;
    let mut files = vec![
        ("register.csv".to_owned(), authority::register(&world.schools)),
        ("planted.txt".to_owned(), world.planted().told().into_bytes()),
        ("book/tallybook.toml".to_owned(), SETTINGS.replace("AUTHORITY", authority::AUTHORITY).into_bytes()),
    ];
    let mut told = Vec::new();
    for (year, answers) in &world.years {
        let of = YearOf {
            seed: options.seed,
            catalogue: &world.catalogue,
            year: *year,
            schools: &world.schools,
            answers,
            silent: &world.silent,
            returning: &world.returning,
            plan: &world.plan,
        };
        let sent = if *year == options.last_year { of.as_sent()? } else { of.in_earlier_years()? };
        let mut says = Vec::new();
        for oddity in sent {
            says.extend(
                oddity.told.into_iter().map(|said| Told { source_file: oddity.name.clone(), ..said }),
            );
            files.push((format!("returns/{year}/{}", oddity.name), oddity.bytes));
        }
        says.sort_by(|a, b| a.school_id.cmp(&b.school_id));
        told.push((*year, says));
    }
    files.sort();
    let years = world.years.iter().map(|(year, _)| *year).collect();
    Ok(DemoFiles { files, years, planted: world.planted(), told, schools: world.schools })
}

/// Who there is and what they answer, before anything is written down.
struct World {
    catalogue: Catalogue,
    schools: Vec<DemoSchool>,
    /// Positions of schools that send no return of their own in the last year.
    silent: Vec<usize>,
    /// The others, in the order in which styles are dealt.
    returning: Vec<usize>,
    plan: Plan,
    /// Answers by school, for each year.
    years: Vec<(Year, Vec<Answers>)>,
}

impl World {
    fn of(options: &DemoOptions) -> Result<Self, DemoError> {
        if !(LEAST_SCHOOLS..=MOST_SCHOOLS).contains(&options.n_schools)
            || !(1..=10).contains(&options.n_years)
        {
            return Err(DemoError::Size);
        }
        let catalogue = load::builtin().into_iter().next().ok_or(DemoError::NoCatalogue)?;
        let seed = options.seed;
        let schools = authority::schools(seed, options.n_schools);
        let mut silent = Chance::of(seed, &["who returns"]).shuffled((0..schools.len()).collect());
        let returning = silent.split_off(schools.len() * 17 / 100);
        // Schools that send a file of their own every year stand at the end of the order.
        let own = returning.iter().skip(returning.len() / 2).copied();
        let own: Vec<usize> = own.filter(|index| !authority::SAME_SAINT.contains(index)).collect();
        let plan = if options.is_planted {
            Plan::of(seed, &catalogue, &own, options.n_years)
        } else {
            Plan::default()
        };
        let answers =
            judging::answers(seed, options.n_years, schools.len(), catalogue.statements.len(), &plan);
        let years = (1..=options.n_years).rev().zip(answers).filter_map(|(back, answers)| {
            let back = i32::try_from(back).ok()? - 1;
            Some((Year::of(options.last_year.number() - back).ok()?, answers))
        });
        let years = years.collect();
        Ok(Self { catalogue, schools, silent, returning, plan, years })
    }

    fn planted(&self) -> Planted {
        self.plan.named(&self.catalogue, &self.schools)
    }
}

const SETTINGS: &str = "\
# The settings of the sample. `tallybook settings` explains every key.
authority_id = \"westmarch\"
authority_name = \"AUTHORITY\"
groups = [\"sector\", \"area\"]
similar_on = [\"roll\"]
default_catalogue = \"online-safety-practice\"
";

#[cfg(test)]
mod tests;
