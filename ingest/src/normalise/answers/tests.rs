//! Rows as schools fill them in.
