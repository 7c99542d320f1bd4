//! Statements as schools write them.
