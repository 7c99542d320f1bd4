//! Lines as schools write them, those that correct an answer and those that do not.

use schemas::{answer::Answer, catalogue::load};

use super::lines::corrections;
use crate::normalise::marks::Vocabulary;

/// `5=yes 7=no`; a `?` where no answer is named, `!` before one that is denied.
fn read(line: &str) -> String {
    let catalogue = load::builtin().remove(0);
    let words = Vocabulary::of(&catalogue);
    let is_number = |given: &str| given == "2.3" || given.starts_with("pol-");
    let said: Vec<String> = corrections(line, &words, &is_number)
        .into_iter()
        .map(|one| {
            let answer = one.answer.map_or("?", Answer::code);
            let denied = one.denied.filter(|_| one.answer.is_none()).map_or("", |_| "!");
            format!("{}={denied}{answer}", one.number)
        })
        .collect();
    said.join(" ")
}

#[test]
fn what_a_line_corrects_is_told() {
    let mut bad: Vec<String> = Vec::new();
    for (line, wanted) in [
        ("Correction: statement 5 should read Yes", "5=yes"),
        ("Correction qzvataho: statement 5 should read Yes", "5=yes"),
        ("Update 14/12: no. 9 is now Partly", "9=partly"),
        ("NB: question 12 should be No, not Partly", "12=no"),
        ("Please change no. 10 to Partly", "10=partly"),
        ("Please change no.10 to Partly, thanks", "10=partly"),
        ("Errata: 3 No", "3=no"),
        ("Errata: 3 No, 7 Yes and 12 Partly", "3=no 7=yes 12=partly"),
        ("Corrections: Q3 - No; Q7 - Yes", "q3=no q7=yes"),
        ("We got 9 wrong, it is Partly", "9=partly"),
        ("We got no. 9 wrong: should be Partly.", "9=partly"),
        ("Amended 3/12/25: 20 - Yes", "20=yes"),
        ("Since completing this, statement 20 is now Yes", "20=yes"),
        ("Correction to 20: Yes", "20=yes"),
        ("Correction to statement 20 - Yes", "20=yes"),
        ("POL-05 should read Partly", "pol-05=partly"),
        ("POL-05: should now be \u{201c}partly\u{201d}", "pol-05=partly"),
        ("Q5 is now Yes (approved by governors 3/12)", "q5=yes"),
        ("5) should be No", "5=no"),
        ("Update 14/12: no. 15 is now No sadly", "15=no"),
        ("5 should be No.", "5=no"),
        ("2.3 is now Partly", "2.3=partly"),
        ("statement 2.4 should read Yes", "2.4=yes"),
        ("statements 3, 5 and 7 should read Yes", "3=yes 5=yes 7=yes"),
        ("Questions 3 & 5 are now Partly", "3=partly 5=partly"),
        ("Statement 5: Yes, not Partly", "5=yes"),
        ("Statement 5: Yes instead of Partly", "5=yes"),
        ("Statement 5 is not Yes but Partly", "5=partly"),
        ("Statement 5 is no longer Yes", "5=!?"),
        ("Statement 5 was No last year, now Partly", "5=partly"),
        ("No. 5 No -> Yes", "5=yes"),
        ("no 5: Partly \u{2192} Yes", "5=yes"),
        ("No. 5 changed from Partly to Yes", "5=yes"),
        ("Number 5 has been changed to Yes", "5=yes"),
        ("Please change our answer to statement 5 from Yes to Partly", "5=partly"),
        ("Could you change the answer for question 5 to No please", "5=no"),
        ("Please change Yes to Partly for no. 5", "5=partly"),
        ("Please treat 5 as No", "5=no"),
        ("Please mark statement 5 as Partly", "5=partly"),
        ("Please read Yes for no. 5", "5=yes"),
        ("Should be Yes for 5", "5=yes"),
        ("Should read Partly at statement 5", "5=partly"),
        ("Partly, not Yes, for statement 5", "5=partly"),
        ("Statement 9 is wrong. It should be Partly.", "9=partly"),
        ("No. 9 was ticked by mistake", "9=?"),
        ("Our answer to statement 9 is incorrect", "9=?"),
        ("Statement 5 (filtering) should be Partly", "5=partly"),
        ("Answer to no. 5 should be partly in place", "5=partly"),
        ("Statement 5 is now fully in place", "5=yes"),
        ("Statement 5 is now not in place", "5=no"),
        ("Statement 5 should have been N/A", "5=not_applicable"),
        ("PLEASE CHANGE NO. 10 TO PARTLY", "10=partly"),
        ("Sorry - question 4 should in fact say No", "4=no"),
        ("I think no. 4 ought to be Partly", "4=partly"),
        ("Item 4 was meant to be Yes", "4=yes"),
        ("Change 4 to Partly", "4=partly"),
        ("Corrections - 4: Yes / 7: No", "4=yes 7=no"),
        ("no. 3 should be No, no. 7 should be Yes", "3=no 7=yes"),
        ("Statement 3 should be No and statement 7 is now Yes.", "3=no 7=yes"),
        ("Should say: 4 Partly not Yes", "4=partly"),
        ("Statement 4, should be Partly", "4=partly"),
        ("Q4 & Q5 now Yes", "q4=yes q5=yes"),
        ("Apologies, we ticked the wrong box for statement 4: it should be No", "4=no"),
        ("Wrong box ticked at no. 4, should be No", "4=no"),
        ("Statement 4 was answered Yes in error; it should be Partly", "4=partly"),
        ("Statement 4 - please amend to Partly", "4=partly"),
        ("Re statement 4: now Partly", "4=partly"),
        ("Regarding no. 4, this should be Partly", "4=partly"),
        ("For statement 4 please read Partly", "4=partly"),
        ("In statement 4 the answer is now Partly", "4=partly"),
        ("On reflection statement 4 should be Partly", "4=partly"),
        ("After discussion with governors, statement 4 has moved from No to Partly", "4=partly"),
        ("Following the audit statement 4 is now Yes", "4=yes"),
        ("change to no. 4: now Partly", "4=partly"),
        ("#4 should be Yes", "4=yes"),
        ("Statement 4 is actually Partly as not all staff are trained", "4=partly"),
    ] {
        if read(line) != wanted {
            bad.push(format!("{line} => {}", read(line)));
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn what_only_speaks_of_statements_or_changes_corrects_nothing() {
    let asked: Vec<String> = INNOCENT
        .lines()
        .map(str::trim)
        .filter(|line| !read(line).is_empty())
        .map(|line| format!("{line} => {}", read(line)))
        .collect();
    assert!(asked.is_empty(), "{asked:#?}");
}

const INNOCENT: &str = "
    Statement 5 now has its own policy
    We will change 3 passwords
    We changed 3 passwords to stronger ones
    No. 9 is now displayed in the hall
    No. 9 is now partly displayed in the hall
    Statement 5 should be in place by Easter
    Statement 5 will be Yes next year
    We hope statement 5 is now Yes by June
    We aim to change statement 5 to Yes next term
    Statement 5 should be reviewed
    Statement 5 should be done termly
    Statement 5 should be partly funded by the council
    Statement 5: Yes
    Statement 5: Yes, this is in our policy
    Statement 5: No, not yet
    5. Yes we have a policy
    3 Yes, 2 No
    Totals: 30 Yes, 7 Partly, 3 No
    Updated totals: 30 Yes, 7 Partly, 3 No
    Updated 3 December: No changes
    Updated 3/12/2025: no changes
    Update 2: No change to the policy
    Amendment 2: Yes we did agree
    Changes: 2 no votes at the governors' meeting
    No. 4 is now no longer a problem
    Question 7 is no problem
    Question 7 is now no issue for us
    The policy of statement 5 is now in place
    The filter in room 5 is now in place
    P5 should be partly in the hall
    Year 5 should be Yes by now
    Primary 7 pupils are now partly trained
    Pupils got 9 wrong in the quiz
    Pupils got 9 wrong, partly because of the wording
    What to do if something goes wrong: see statement 9
    For question 9, pupils know what to do if something goes wrong
    See statement 9 for evidence
    As in no. 9, now in the handbook
    Statement 12 and statement 13 are linked
    Policy updated in 2025, see no. 3
    The policy was changed to include no. 3
    We have amended our policy to cover statements 3 to 5
    Statement 3 has been updated and approved by governors
    Statement 3 was revised in November
    No. 3 is marked as Partly because not all staff are trained
    We marked no. 3 as Partly because not all staff are trained
    We put no. 3 as Partly as only P7 do this
    Statement 3 is Partly as only P7 do this
    Statement 3 is Yes for staff and No for pupils
    Statement 3 is partly done
    If statement 5 is No, go to 7
    If the answer to 5 is No, please say what is planned
    If no. 5 should be No, leave it blank
    Please tick Yes, Partly or No for each of the 40 statements
    Please mark 1 for Yes, 2 for Partly and 3 for No
    1 = Yes, 2 = Partly, 3 = No
    Key: 1 Yes, 2 Partly, 3 No
    Change your password every 90 days - Yes
    Passwords are changed every 90 days, not yearly
    Parent survey: 45 Yes, 5 No
    Survey update: 45 said Yes, 5 said No
    Version 3, amended 12/11/2025
    Amended 12.11.2025 JM
    Revised 12 November 2025
    Staff should read no. 5 of the policy
    Staff should read 5 policies
    Question 5 should be read with statement 6
    Statement 6 now covers P1-3
    Now working on statements 3, 5 and 7
    We now have 3 filters in place
    There are now 5 in place
    All 40 statements are now in place
    Governors meet 3 times, now fully minuted
    In 2026 no. 5 is to be fully in place
    No. 5 should be Yes once the policy is agreed
    We plan that statement 5 is now Yes soon
    Change of headteacher on 5 January: yes
    Mistakes in statement 3 of the old policy were put right
    There is an error in no. 3 of the guidance
    Point 3 of the action plan is now complete
    Item 3 on the agenda is now closed
    Statement 3 has changed since last year
    Please note no. 5 refers to the whole school
    The answers to 3 and 5 are the same
    In no. 5 staff are now partly covered by the new training
    5 staff are now trained, 3 partly
    No. of staff trained: 5, now 7
    Number of pupils asked: 45. Yes 30, No 15
    Ofsted 2025: No concerns
    Statement 5 - see no. 7
    Our policy (no. 5) is now on the website
    GDPR update: 3 staff trained, no breaches
    Update: 3 staff trained
    Updates on 5 devices: Yes, weekly
    Changes to KCSIE 2025 - Yes, all staff have read part 1
    Amended policy 2025 - Yes
    Changed 4 devices; partly encrypted
    Correct as of 12/11/2025 - Yes
    Corrected version 2
    Tick 5 if yes
    Section 2 is now Partly done by us
    Statement 4: please tick Yes, Partly or No
    Staff who read no. 4 should say Yes
    We look at no. 4 now, partly online
    Evidence for statement 4 is now in place
    All schools should answer no. 4
    It is partly because of no. 4 that we now have a filter
    Governors asked about statement 4, which is now Partly covered
    Please mark 5 as No if governors have not met.
    Please treat statement 9 as N/A if you have no nursery.
    Statement 5 should be answered Yes only where governors have approved the policy.
    If your answer to question 4 is No, please change question 5 to N/A.
    Where the answer to 6 is No, 7 should be No too.
    Amendments in this version (v3): 1 Partly added as an answer, 2 No replaces Never.
    1) Now in place
    2. now partly complete
    - 2 now in place
    1 now in place, 2 in progress.
    2 are now in place
    12 now fully in place
    10 now yes
    2 now partly in place
    Updated: 10 Yes, 2 No in staff survey.
    Update: 12 yes, 20 partly, 8 no
    Updated 14/11/25: 3 staff trained, 2 now Yes on the CPD record.
    3 answers changed from No to Yes
    2 No answers now Partly
    Correction: 3 staff, not 5. No answers affected
    Amendment to SIP: 5 no. new policy
    Amended policy 3 - No phones in class.
    Changed 2 to No phones policy
    Changes to policy: 1. No phones. 2. No smart watches in school
    Next year: 5 should be Yes, 7 should be Yes
    We need to change 5 from No to Yes
    Actions: change 3 from Partly to Yes
    Update 2 of 3: Yes
";
