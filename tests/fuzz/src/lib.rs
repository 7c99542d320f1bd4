//! What is fuzzed: each target a plain function over bytes, with what its corpus begins with.
//! In: bytes, whatever they are. Out: nothing; a target that returns has kept its promises. Never lets a broken promise
//! pass: it panics, which is what a fuzzer looks for.

#[path = "../../../ingest/tests/archive/mod.rs"]
mod archive;
#[path = "../../../ingest/tests/forms/mod.rs"]
mod forms;

mod normalising;
mod promises;
mod readers;
mod recognition;

pub use ingest::read::is_guarded;
pub use readers::use_child;

/// One thing to fuzz.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, that of its file in `fuzz_targets/` too.
    pub name: &'static str,
    /// Reads bytes and asserts what a user relies on.
    pub run: fn(&[u8]),
    /// What its corpus begins with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "any_file", run: readers::any_file, seeds: readers::any_file_seeds },
    Target { name: "archive", run: readers::archive, seeds: readers::archive_seeds },
    Target { name: "csv", run: readers::csv, seeds: readers::csv_seeds },
    Target { name: "docx", run: readers::docx, seeds: readers::docx_seeds },
    Target { name: "html", run: readers::html, seeds: readers::html_seeds },
    Target { name: "ods", run: readers::ods, seeds: readers::ods_seeds },
    Target { name: "spreadsheet_xml", run: readers::spreadsheet_xml, seeds: readers::spreadsheet_xml_seeds },
    Target { name: "xls", run: readers::xls, seeds: readers::xls_seeds },
    Target { name: "xlsb", run: readers::xlsb, seeds: readers::xlsb_seeds },
    Target { name: "xlsx", run: readers::xlsx, seeds: readers::xlsx_seeds },
    Target { name: "recognition", run: recognition::recognition, seeds: recognition::seeds },
    Target { name: "dates", run: normalising::dates, seeds: normalising::date_seeds },
    Target { name: "marks", run: normalising::marks, seeds: normalising::mark_seeds },
    Target { name: "names", run: normalising::names, seeds: normalising::name_seeds },
    Target { name: "wordings", run: normalising::wordings, seeds: normalising::wording_seeds },
];

/// The target of this name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// Words and signs that mean something to the readers, for a fuzzer to put in.
pub const WORDS: &[&str] = &[
    "Yes",
    "Partly",
    "No",
    "x",
    "1",
    "0",
    "TRUE",
    "n/a",
    "School Name",
    "Date",
    "Statement",
    "Answer",
    "POL-04",
    "?",
    "Met",
    "Not met",
    "Evidence",
    "04/03/2026",
    "46085",
    "sep=;\n",
    "\r\n",
    "\n",
    "\r",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\u{feff}",
    "\u{ad}",
    "\u{200b}",
    "\u{2713}",
    "\u{fc}",
    "é",
    "\0",
    "<td>",
    "</td>",
    "<tr>",
    "<table>",
    "</table>",
    "<br>",
    "<td rowspan=\"2\" colspan=\"3\">",
    "<!--",
    "-->",
    "&amp;",
    "&#10;",
    "&#x110000;",
    "]]>",
    "<![CDATA[",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "<w:sdt>",
    "<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>",
    "<w:del>",
    "<w:ins>",
    "<w:gridSpan w:val=\"2\"/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:vMerge/>",
    "<w:txbxContent>",
    "<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<table:table-row table:number-rows-repeated=\"1048576\">",
    "table:number-columns-repeated=\"16384\"",
    "table:number-columns-spanned=\"2\"",
    "office:value-type=\"float\" office:value=\"1\"",
    "<row r=\"1048576\">",
    "<c r=\"XFD1\" t=\"s\"><v>0</v></c>",
    "<c t=\"inlineStr\"><is><t>x</t></is></c>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<col min=\"1\" max=\"16384\" hidden=\"1\"/>",
    "<f>A1</f>",
    "<r><rPr/><t>",
    "ss:Index=\"70000\"",
    "ss:MergeDown=\"65535\"",
    "4294967295",
    "-1",
    "1e308",
    "\u{1f600}",
    "---",
    "{POL-01}",
];

/// What a file in `fuzz_targets/` holds: the target of this name, fed by libFuzzer.
#[cfg(feature = "libfuzzer")]
#[macro_export]
macro_rules! fuzz {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(
            init: {
                // libFuzzer's own hook ends the process at any panic, those too that become findings.
                std::panic::set_hook(Box::new(|info| {
                    if !$crate::is_guarded() {
                        eprintln!("{info}");
                        std::process::abort();
                    }
                }));
            },
            |data: &[u8]| $crate::target($name).map_or((), |target| (target.run)(data))
        );
    };
}
