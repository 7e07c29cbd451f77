//! Names that are known before any text is read.

use super::{Name, NameKind, Names};
use crate::order::Order;

/// One name on each line: kind, canonical form, other forms, parted by tabs.
const GAZETTEER: &str = include_str!("data/gazetteer.tsv");

/// The whole gazetteer.
pub(super) fn all() -> Names {
    let mut entries: Vec<Name> = GAZETTEER.lines().filter_map(name).collect();
    entries.order_by(|a, b| a.canonical.cmp(&b.canonical));
    Names { entries }
}

/// The name that `line` states; `None` for a comment.
fn name(line: &str) -> Option<Name> {
    let (kind, forms) = line.split_once('\t')?;
    let kind = match kind {
        "place" => NameKind::Place,
        "body" => NameKind::Body,
        "event" => NameKind::Event,
        _ => return None,
    };
    let forms: Vec<String> = forms.split('\t').map(str::to_owned).collect();
    let canonical = forms.first()?.clone();
    Some(Name {
        canonical,
        kind,
        forms,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_line_is_a_name_or_the_comment() {
        assert_eq!(all().entries.len(), GAZETTEER.lines().count() - 1);
    }

    #[test]
    fn no_form_names_two_things() {
        let mut owner = BTreeMap::new();
        for name in all().entries {
            for form in name.forms {
                assert!(
                    !form.trim().is_empty(),
                    "an empty form of {}",
                    name.canonical
                );
                if let Some(other) = owner.insert(form.clone(), name.canonical.clone()) {
                    panic!("“{form}” names {} and {other}", name.canonical);
                }
            }
        }
    }

    #[test]
    fn small_enough_for_the_page() {
        assert!(GAZETTEER.len() < 12_000, "{} bytes", GAZETTEER.len());
    }
}
