//! Each built-in catalogue is whole; each kind of fault is told with its line.

use super::*;

#[test]
fn the_built_in_catalogues_are_whole() {
    let all = builtin();
    let ids: Vec<_> = all.iter().map(|c| (c.id.as_str(), c.statements.len(), c.sections.len())).collect();
    assert_eq!(ids, [("online-safety-practice", 40, 4), ("cnes-e-safety", 21, 1)]);
}
