//! What a publisher calls things, over what was found.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Name, NameKind, Names};
use crate::text::fold;

/// A thing and what it is called, as a publisher says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What it is called when no source is being quoted.
    pub canonical: String,
    /// What it is, where that is said.
    pub kind: Option<NameKind>,
    /// What else it is called.
    pub forms: Vec<String>,
}

/// The given names as names, in their order.
pub(super) fn names(given: &[Given]) -> Names {
    let entries = given
        .iter()
        .map(|it| name(it, NameKind::Person, Vec::new()));
    Names {
        entries: entries.collect(),
    }
}

/// `found` with the given names in place of those that they speak of: a name that one of them
/// calls its own is taken up in it with all its forms, and no other name keeps a form that is given.
/// Where two given names claim one form, the first has it.
pub(super) fn united(mut found: Vec<Name>, given: &[&Given]) -> Vec<Name> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut all = Vec::new();
    for given in given {
        let canonical = fold(&given.canonical);
        if !taken.insert(canonical.clone()) {
            continue;
        }
        let mut own = vec![canonical.clone()];
        let forms = given.forms.iter().map(|it| fold(it));
        own.extend(forms.filter(|it| taken.insert(it.clone())));
        let is_meant = |it: &Name| {
            let is_called = it.forms.iter().any(|form| fold(form) == canonical);
            own.contains(&fold(&it.canonical)) || is_called
        };
        let (meant, others) = found.into_iter().partition(is_meant);
        found = others;
        let meant: Vec<Name> = meant;
        let kind = meant.first().map_or(NameKind::Person, |it| it.kind);
        let forms = meant.into_iter().flat_map(|it| it.forms).collect();
        all.push((name(given, kind, forms), own));
    }
    // What is given belongs to one name; what was found stays where nobody claims it.
    for name in &mut found {
        name.forms.retain(|it| !taken.contains(&fold(it)));
    }
    for (mut name, own) in all {
        let is_own = |it: &String| own.contains(&fold(it)) || !taken.contains(&fold(it));
        name.forms.retain(is_own);
        found.push(name);
    }
    found
}

fn name(given: &Given, kind: NameKind, more: Vec<String>) -> Name {
    let mut forms = vec![given.canonical.clone()];
    for form in given.forms.iter().cloned().chain(more) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    Name {
        canonical: given.canonical.clone(),
        kind: given.kind.unwrap_or(kind),
        forms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(line: &str) -> Given {
        let mut forms = line.split('|').map(str::to_owned);
        Given {
            canonical: forms.next().unwrap_or_default(),
            kind: None,
            forms: forms.collect(),
        }
    }

    /// Names as their forms parted by `|`.
    #[track_caller]
    fn check(found: &[&str], lines: &[&str], expected: &[&str]) {
        let found = found.iter().map(|it| {
            let Given {
                canonical, forms, ..
            } = given(it);
            let forms = [vec![canonical.clone()], forms].concat();
            let kind = NameKind::Place;
            Name {
                canonical,
                kind,
                forms,
            }
        });
        let lines: Vec<Given> = lines.iter().map(|it| given(it)).collect();
        let names = united(found.collect(), &lines.iter().collect::<Vec<_>>());
        assert!(names.iter().all(|it| it.forms.contains(&it.canonical)));
        let told: Vec<String> = names.iter().map(|it| it.forms.join("|")).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_given_comes_first() {
        check(&["A|a"], &["B|b"], &["A|a", "B|b"]);
        check(
            &["Kurils|isles"],
            &["Islands|kurils"],
            &["Islands|kurils|Kurils|isles"],
        );
        check(&["Kurils|Islands"], &["Islands"], &["Islands|Kurils"]);
        check(
            &["Ann Reed|Reed"],
            &["Jo Reed|Reed"],
            &["Ann Reed", "Jo Reed|Reed"],
        );
    }

    #[test]
    fn no_form_names_two_things() {
        check(&[], &["A|x", "B|x|y"], &["A|x", "B|y"]);
        check(&[], &["A|B", "B|y"], &["A|B"]);
        check(&["C|y|z"], &["A|C", "B|y"], &["A|C|z", "B|y"]);
    }

    #[test]
    fn the_kind_is_that_of_what_was_found() {
        let place = Name {
            kind: NameKind::Place,
            ..name(&given("Pier"), NameKind::Place, Vec::new())
        };
        assert_eq!(
            united(vec![place], &[&given("Jetty|Pier")])[0].kind,
            NameKind::Place
        );
    }
}
