//! Schools' names: which of the register's schools a name means.
//! In: names as written and the register's names. Out: a school, several, or none. Never settles between two schools.
