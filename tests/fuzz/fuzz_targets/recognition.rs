//! Feeds the target `recognition` with what libFuzzer thinks of.
//! In: bytes. Out: nothing. Never ends at a panic that the readers turn into a finding.
#![no_main]

tallybook_fuzz::fuzz!("recognition");
