//! Names that a reader puts together and takes apart by hand.

use serde::{Deserialize, Serialize};

use super::{Given, NameKind, Names};
use crate::corpus::content_hash;
use crate::table::Table;
use crate::text::{fold, on_one_line};

/// A form, and the name to which it belongs in a reader's view; its own name: it stands alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The form.
    pub form: String,
    /// The name.
    pub name: String,
}

/// Where each form belongs, when a reader has put some elsewhere.
///
/// The canonical form of a name takes the other forms along, those excepted that were put
/// somewhere themselves: so one row puts two names together.
pub struct Placement<'a> {
    names: &'a Names,
    /// Key of a form → canonical form of its name.
    found: Table<&'a str>,
    /// Key of a form → the name that the reader put it to.
    placed: Table<&'a str>,
    /// Key of a form → itself, which a change made a name.
    made: Table<&'a str>,
}

/// Forms that belong together.
#[derive(Default)]
struct Group<'a> {
    name: &'a str,
    kind: Option<NameKind>,
    forms: Vec<&'a str>,
    is_changed: bool,
}

/// By what forms are the same: folded, on one line.
fn key(form: &str) -> u64 {
    content_hash(&fold(&on_one_line(form)))
}

impl<'a> Placement<'a> {
    /// `names` with what a reader changed, the latest change first: of two that contradict each
    /// other it counts. Linear in the names where anything was changed.
    pub fn new(names: &'a Names, placed: &'a [Placed]) -> Placement<'a> {
        let mut placement = Placement {
            names,
            found: Table::default(),
            placed: Table::default(),
            made: Table::default(),
        };
        if placed.is_empty() {
            return placement;
        }
        let entries = || names.entries.iter();
        let canonical = entries().map(|it| (&it.canonical, &it.canonical));
        let forms = entries().flat_map(|name| name.forms.iter().map(|it| (it, &name.canonical)));
        for (form, canonical) in canonical.chain(forms) {
            let known = placement.found.entry(key(form));
            if known.is_empty() {
                *known = canonical;
            }
        }
        for it in placed.iter().filter(|it| !it.name.trim().is_empty()) {
            placement.put(&it.form, &it.name);
        }
        placement
    }

    /// Puts a form to a name, unless that was done already or leads in a circle.
    fn put(&mut self, form: &'a str, name: &'a str) {
        let (from, to) = (key(form), key(name));
        let is_settled = |it| self.placed.contains(it) || self.made.contains(it);
        if is_settled(from) {
            return;
        }
        if from != to && self.leads(name, from) {
            if is_settled(to) {
                return;
            }
            // A name is put to a form of its own, which so becomes the name.
            *self.made.entry(to) = name;
        }
        *self.placed.entry(from) = name;
    }

    /// Whether the way from a form to its name comes by `to`.
    fn leads(&self, form: &'a str, to: u64) -> bool {
        let mut at = form;
        loop {
            let next = self.next(at);
            if key(next) == to {
                return true;
            }
            if key(next) == key(at) {
                return false;
            }
            at = next;
        }
    }

    /// Where a form was put, else the name that it was found to be a form of, else itself.
    fn next(&self, form: &'a str) -> &'a str {
        let key = key(form);
        let placed = self.placed.get(key).or_else(|| self.made.get(key));
        let next = placed.or_else(|| self.found.get(key));
        next.copied().unwrap_or(form)
    }

    /// The name that `form` of the entry at `entry` belongs to.
    pub fn name_of(&self, entry: usize, form: &'a str) -> &'a str {
        let canonical = self.names.entries[entry].canonical.as_str();
        if self.placed.is_empty() {
            return canonical;
        }
        let key_of_form = key(form);
        let is_put = self.placed.contains(key_of_form) || self.made.contains(key_of_form);
        let mut at = if is_put { form } else { canonical };
        loop {
            let next = self.next(at);
            if key(next) == key(at) {
                return next;
            }
            at = next;
        }
    }

    /// Which change made `form` of the entry at `entry` belong where it does: that of the form
    /// itself, or that of the canonical form, which took it along.
    pub fn placed_by(&self, entry: usize, form: &'a str) -> Option<&'a str> {
        let canonical = self.names.entries[entry].canonical.as_str();
        let mut able = [form, canonical].into_iter();
        able.find(|it| self.placed.contains(key(it)))
    }

    /// What a name is where it is the canonical form of one that was found; known only where the
    /// reader changed something.
    pub fn kind_of(&self, name: &str) -> Option<NameKind> {
        let at = self.names.by_canonical(self.found.get(key(name))?)?;
        let found = &self.names.entries[at.0 as usize];
        (key(&found.canonical) == key(name)).then_some(found.kind)
    }

    /// The names that are no longer as they were found, each with all its forms, as a publisher
    /// says them: those known before first, so that what stands alone has left its old name.
    pub fn given(&self) -> Vec<Given> {
        let mut groups: Table<Group> = Table::default();
        for (at, entry) in self.names.entries.iter().enumerate() {
            let home = self.name_of(at, &entry.canonical);
            for form in &entry.forms {
                let name = self.name_of(at, form);
                let is_changed = key(name) != key(&entry.canonical);
                let group = groups.entry(key(name));
                group.name = name;
                group.kind = group.kind.or(self.kind_of(name)).or(Some(entry.kind));
                group.forms.push(form);
                group.is_changed |= is_changed;
                if is_changed {
                    groups.entry(key(home)).is_changed = true;
                }
            }
        }
        let groups = || groups.iter().map(|it| it.1);
        let changed = || groups().filter(|it| it.is_changed && !it.forms.is_empty());
        let known = changed().filter(|it| self.kind_of(it.name).is_some());
        let new = changed().filter(|it| self.kind_of(it.name).is_none());
        let given = known.chain(new).map(|it| Given {
            canonical: it.name.to_owned(),
            kind: it.kind,
            forms: (it.forms.iter())
                .filter(|form| key(form) != key(it.name))
                .map(|form| (*form).to_owned())
                .collect(),
        });
        given.collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::names::{Name, given};
    use crate::order::Order;

    /// Names of lines of forms parted by `|`.
    fn names(lines: &[&str]) -> Names {
        let name = |line: &&str| {
            let forms: Vec<String> = line.split('|').map(str::to_owned).collect();
            Name {
                canonical: forms[0].clone(),
                kind: NameKind::Place,
                forms,
            }
        };
        Names {
            entries: lines.iter().map(name).collect(),
        }
    }

    fn placed(changes: &[(&str, &str)]) -> Vec<Placed> {
        let placed = |&(form, name): &(&str, &str)| Placed {
            form: form.to_owned(),
            name: name.to_owned(),
        };
        changes.iter().map(placed).collect()
    }

    /// What the names are then, forms in their order.
    fn put(names: &Names, placed: &[Placed]) -> Vec<String> {
        let placement = Placement::new(names, placed);
        let mut told: Vec<(String, Vec<String>)> = Vec::new();
        for (at, entry) in names.entries.iter().enumerate() {
            for form in &entry.forms {
                let name = placement.name_of(at, form);
                match told.iter_mut().find(|it| it.0 == name) {
                    Some(it) => it.1.push(form.clone()),
                    None => told.push((name.to_owned(), vec![form.clone()])),
                }
            }
        }
        told.iter_mut().for_each(|it| it.1.order());
        told.order();
        told.iter()
            .map(|it| format!("{}: {}", it.0, it.1.join("|")))
            .collect()
    }

    /// What a publisher gets who takes over what the reader did.
    fn published(names: &Names, placed: &[Placed]) -> Vec<String> {
        let given = Placement::new(names, placed).given();
        let all = given::united(names.entries.clone(), &given.iter().collect::<Vec<_>>());
        // A name that the reader made up is a form of its own, which no text has.
        let mut built = Names { entries: all };
        for it in &mut built.entries {
            it.forms.retain(|it| it != "New");
        }
        put(&built, &[])
    }

    const THREE: [&str; 3] = ["Hall|the hall|Guildhall", "Isle|Holm", "Pier"];

    #[track_caller]
    fn check(changes: &[(&str, &str)], expected: &[&str]) {
        let (names, placed) = (names(&THREE), placed(changes));
        assert_eq!(put(&names, &placed), expected);
        assert_eq!(published(&names, &placed), expected);
    }

    const AS_FOUND: [&str; 3] = [
        "Hall: Guildhall|Hall|the hall",
        "Isle: Holm|Isle",
        "Pier: Pier",
    ];

    #[test]
    fn a_form_goes_to_another_name() {
        check(&[], &AS_FOUND);
        check(
            &[("Holm", "Pier")],
            &[
                "Hall: Guildhall|Hall|the hall",
                "Isle: Isle",
                "Pier: Holm|Pier",
            ],
        );
        check(
            &[("holm", "New")],
            &[AS_FOUND[0], "Isle: Isle", "New: Holm", "Pier: Pier"],
        );
    }

    #[test]
    fn a_name_takes_its_forms_along() {
        check(&[("Isle", "Pier")], &[AS_FOUND[0], "Pier: Holm|Isle|Pier"]);
        // A form of a name means the name.
        check(&[("Pier", "Holm")], &[AS_FOUND[0], "Isle: Holm|Isle|Pier"]);
        check(
            &[("Pier", "Isle"), ("Isle", "Hall")],
            &["Hall: Guildhall|Hall|Holm|Isle|Pier|the hall"],
        );
    }

    #[test]
    fn a_form_stands_alone() {
        check(
            &[("the hall", "the hall")],
            &[
                "Hall: Guildhall|Hall",
                "Isle: Holm|Isle",
                "Pier: Pier",
                "the hall: the hall",
            ],
        );
        check(
            &[("the hall", "the hall"), ("Hall", "Pier")],
            &[
                "Isle: Holm|Isle",
                "Pier: Guildhall|Hall|Pier",
                "the hall: the hall",
            ],
        );
        check(&[("Pier", "Pier")], &AS_FOUND);
    }

    #[test]
    fn circles_are_broken_by_what_came_last() {
        check(
            &[("Isle", "Holm")],
            &[AS_FOUND[0], "Holm: Holm|Isle", "Pier: Pier"],
        );
        check(
            &[("Isle", "Pier"), ("Pier", "Isle")],
            &[AS_FOUND[0], "Pier: Holm|Isle|Pier"],
        );
        check(&[("Holm", ""), ("", "Pier")], &AS_FOUND);
    }

    proptest! {
        /// Whatever was put anywhere: it ends, no form is lost, and a publisher gets the same.
        #[test]
        fn what_is_published_is_what_was_seen(changes in prop::collection::vec((0..6_usize, 0..7_usize), 0..9)) {
            let forms = ["Hall", "the hall", "Guildhall", "Isle", "Holm", "Pier", "New"];
            let changes: Vec<(&str, &str)> = (changes.iter()).map(|it| (forms[it.0], forms[it.1])).collect();
            let (names, placed) = (names(&THREE), placed(&changes));
            let seen = put(&names, &placed);
            let n_forms: usize = seen.iter().map(|it| it.split('|').count()).sum();
            prop_assert_eq!(n_forms, 6);
            prop_assert_eq!(published(&names, &placed), seen);
        }
    }
}
