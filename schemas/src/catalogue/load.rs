//! The files of a catalogue -> a catalogue, or all its faults at once.
