//! The public's views: accessible, disclosure-controlled.

pub mod publication;
