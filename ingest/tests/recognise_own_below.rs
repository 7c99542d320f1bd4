//! The school's own statements between those of the form, where answers stand below their statements.
//! In: text tables. Out: assertions on what was read. Never touches a disk.

mod table;

use table::read_sheet;

const FIVE: &str = "POL-02 POL-03 POL-05 POL-06 POL-07";

#[test]
fn an_answer_below_the_schools_own_statement_is_not_the_one_before_its() {
    let read = read_sheet(
        "| School Name: Back School |
         | {POL-02} |
         | Response: Yes |
         | {POL-03} |
         | Response: |
         | Comments: seen by the inspectors |
         | Our school has achieved the Rights Respecting Schools award |
         | Response: Partly |
         | Comments: the certificate hangs in the hall |
         | {POL-05} |
         | Response: No |
         | {POL-06} |
         | Response: Yes |
         | The breakfast club has its own device agreement |
         | Response: No |
         | {POL-07} |
         | Response: Partly |",
    );
    assert_eq!(read.says(FIVE), "yes - no yes partly");
    assert!(!read.codes().contains("F302"), "{}", read.codes());
    // Nothing vanishes.
    let reading = &read.returns[0];
    let kept = format!("{:?} {:?} {:?}", reading.comments, reading.unplaced, read.findings);
    for said in ["seen by the inspectors", "the certificate hangs", "breakfast club", "Rights Respecting"] {
        assert!(kept.contains(said), "{said}: {kept}");
    }
    let of_none = reading.comments.iter().filter(|one| one.text.contains("certificate"));
    assert!(of_none.into_iter().all(|one| one.statement_id.is_none()));
}

#[test]
fn own_statements_without_labels_end_the_reach_of_those_before_them() {
    let read = read_sheet(
        "| {POL-02} |
         | Yes |

         | {POL-03} |
         | Yes |
         | Digital leaders meet |
         | Our school has achieved the Rights Respecting Schools award |
         | No |
         | Local note |
         | {POL-05} |


         | The breakfast club has its own device agreement |
         | Partly |

         | {POL-06} |
         | No |

         | {POL-07} |
         | Partly |",
    );
    assert_eq!(read.says(FIVE), "yes yes - no partly");
    assert!(!read.codes().contains("F302"), "{}", read.codes());
}

#[test]
fn a_sentence_that_may_be_a_remark_or_a_statement_is_asked_about() {
    let form = |between: &str| {
        read_sheet(&format!(
            "| {{POL-02}} |\n| Yes |\n| {{POL-03}} |\n{between}\n| {{POL-05}} |\n| No |\n| {{POL-06}} |\n| Yes |\n| {{POL-07}} |\n| Partly |"
        ))
    };
    let read = form("| We talked about it with all staff in May |\n| Yes |");
    assert_eq!(read.says(FIVE), "yes ? no yes partly");
    let read = form("| Partly |\n| We talked about it with all staff in May |\n| Yes |");
    assert_eq!(read.says(FIVE), "yes ? no yes partly");
    // A note above the answer is none.
    assert_eq!(form("| See folder |\n| Yes |").says(FIVE), "yes yes no yes partly");
    // Nor is a remark below it.
    assert_eq!(
        form("| Yes |\n| We talked about it with all staff in May |").says(FIVE),
        "yes yes no yes partly"
    );
}
