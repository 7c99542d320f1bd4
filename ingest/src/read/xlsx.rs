//! What Excel's own files hold beside the cells that calamine reads: hidden rows and merged cells, links, controls.
//! In: the parts of a workbook. Out: what belongs to its grids. Never reads a cell's value.

pub(crate) mod controls;
pub(crate) mod layout;
pub(crate) mod links;
pub(crate) mod mend;
pub(crate) mod tags;
