//! Marks as schools make them.
