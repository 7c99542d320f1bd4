//! Figures to paper.
