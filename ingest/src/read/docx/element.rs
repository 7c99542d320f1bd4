//! The elements of a document that matter to a reader.
//! In: a vocabulary and a name. Out: which element that is. Never looks at what an element holds.

use super::names::Vocabulary;

/// An element, by what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// `w:tbl`.
    Table,
    /// `w:tr`.
    Row,
    /// `w:trPr`.
    RowProperties,
    /// `w:tc`.
    Cell,
    /// `w:tcPr`.
    CellProperties,
    /// `w:p`.
    Paragraph,
    /// `w:pPr`.
    ParagraphProperties,
    /// `w:pStyle`.
    ParagraphStyle,
    /// `w:numId`.
    List,
    /// `w:ilvl`.
    ListLevel,
    /// `w:r`.
    Run,
    /// `w:rPr`.
    RunProperties,
    /// `w:t`.
    Text,
    /// `w:sdt`.
    Control,
    /// `w:sdtPr`.
    ControlProperties,
    /// `w:sdtContent`.
    ControlContent,
    /// `w:showingPlcHdr`.
    Placeholder,
    /// `w:fldChar`.
    FieldMark,
    /// `w:ffData`.
    FieldData,
    /// `w:checkBox`.
    TickBox,
    /// `w:ddList`.
    Choices,
    /// `w:default`.
    Default,
    /// `w:checked`.
    Checked,
    /// `w:result`.
    Result,
    /// `w:listEntry`.
    ListEntry,
    /// `w:del`.
    Deleted,
    /// `w:moveFrom`.
    MovedAway,
    /// `w:hyperlink`.
    Link,
    /// `w:fldSimple`.
    SimpleField,
    /// `w:instrText`.
    Instruction,
    /// `w:gridBefore`.
    Before,
    /// `w:gridAfter`.
    After,
    /// `w:gridSpan`.
    Span,
    /// `w:vMerge`.
    VerticalMerge,
    /// `w:shd`.
    Shading,
    /// `w:bdr`.
    Bordered,
    /// `w:color`.
    Coloured,
    /// `w:cellDel`.
    CellDeleted,
    /// `w:tab`, `w:ptab`.
    Tab,
    /// `w:br`, `w:cr`.
    Break,
    /// `w:noBreakHyphen`.
    Hyphen,
    /// `w:softHyphen`.
    SoftHyphen,
    /// `w:sym`.
    Symbol,
    /// `w:rFonts`.
    Fonts,
    /// `w:rStyle`.
    RunStyle,
    /// `w:b`.
    Bold,
    /// `w:u`.
    Underlined,
    /// `w:highlight`.
    Highlighted,
    /// `w:strike`, `w:dstrike`.
    Struck,
    /// `w:vanish`.
    Hidden,
    /// `w:drawing`, `w:pict`, `w:object`.
    Drawn,
    /// `w:commentReference`, `w:footnoteReference`, `w:endnoteReference`: of what kind the note is.
    NoteMark(&'static str),
    /// What holds nothing that is read: how a table, a section or a paragraph is set.
    Setting,
    /// `w14:checkbox`.
    ModernBox,
    /// `w14:checked`.
    ModernChecked,
    /// `w14:checkedState`, `w14:uncheckedState`: the signs that it shows.
    ModernSign(bool),
    /// `mc:AlternateContent`.
    Alternatives,
    /// `mc:Choice`, `mc:Fallback`.
    Alternative,
    /// Any other.
    Other,
}

impl Element {
    /// Which of them a name is.
    pub(crate) fn of(vocabulary: Vocabulary, name: &str) -> Self {
        match (vocabulary, name) {
            (Vocabulary::Word, _) => Self::of_word(name),
            (Vocabulary::Word2010, "checkbox") => Self::ModernBox,
            (Vocabulary::Word2010, "checked") => Self::ModernChecked,
            (Vocabulary::Word2010, "checkedState") => Self::ModernSign(true),
            (Vocabulary::Word2010, "uncheckedState") => Self::ModernSign(false),
            (Vocabulary::Mathematics, "r") => Self::Run,
            (Vocabulary::Mathematics, "t") => Self::Text,
            (Vocabulary::Compatibility, "AlternateContent") => Self::Alternatives,
            (Vocabulary::Compatibility, "Choice" | "Fallback") => Self::Alternative,
            _ => Self::Other,
        }
    }

    /// The commonest first.
    fn of_word(name: &str) -> Self {
        match name.len() {
            1 => match name {
                "t" => Self::Text,
                "r" => Self::Run,
                "p" => Self::Paragraph,
                "b" => Self::Bold,
                "u" => Self::Underlined,
                _ => Self::Other,
            },
            2 => match name {
                "tc" => Self::Cell,
                "tr" => Self::Row,
                "br" | "cr" => Self::Break,
                _ => Self::Other,
            },
            3 => match name {
                "rPr" => Self::RunProperties,
                "pPr" => Self::ParagraphProperties,
                "tbl" => Self::Table,
                "shd" => Self::Shading,
                "bdr" => Self::Bordered,
                "sdt" => Self::Control,
                "del" => Self::Deleted,
                "tab" => Self::Tab,
                "sym" => Self::Symbol,
                _ => Self::Other,
            },
            4 => match name {
                "ilvl" => Self::ListLevel,
                "tcPr" => Self::CellProperties,
                "trPr" => Self::RowProperties,
                "ptab" => Self::Tab,
                "pict" => Self::Drawn,
                _ => Self::Other,
            },
            5 => match name {
                "sdtPr" => Self::ControlProperties,
                "tblPr" => Self::Setting,
                "color" => Self::Coloured,
                "numId" => Self::List,
                _ => Self::Other,
            },
            _ => Self::of_longer(name),
        }
    }

    fn of_longer(name: &str) -> Self {
        match name {
            "rFonts" => Self::Fonts,
            "rStyle" => Self::RunStyle,
            "pStyle" => Self::ParagraphStyle,
            "vMerge" => Self::VerticalMerge,
            "gridSpan" => Self::Span,
            "drawing" | "object" => Self::Drawn,
            "tblGrid" | "sectPr" | "tblPrEx" => Self::Setting,
            "highlight" => Self::Highlighted,
            "strike" | "dstrike" => Self::Struck,
            "vanish" => Self::Hidden,
            "sdtContent" => Self::ControlContent,
            "showingPlcHdr" => Self::Placeholder,
            "fldChar" => Self::FieldMark,
            "ffData" => Self::FieldData,
            "checkBox" => Self::TickBox,
            "ddList" => Self::Choices,
            "default" => Self::Default,
            "checked" => Self::Checked,
            "result" => Self::Result,
            "listEntry" => Self::ListEntry,
            "moveFrom" => Self::MovedAway,
            "hyperlink" => Self::Link,
            "fldSimple" => Self::SimpleField,
            "instrText" => Self::Instruction,
            "gridBefore" => Self::Before,
            "gridAfter" => Self::After,
            "cellDel" => Self::CellDeleted,
            "commentReference" => Self::NoteMark("comment"),
            "footnoteReference" => Self::NoteMark("footnote"),
            "endnoteReference" => Self::NoteMark("endnote"),
            "noBreakHyphen" => Self::Hyphen,
            "softHyphen" => Self::SoftHyphen,
            _ => Self::Other,
        }
    }
}
