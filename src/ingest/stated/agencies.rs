//! Who is known by name in datelines and credits.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::ingest::label::plain;

/// The longest form of a name, in bytes.
const MAX_BYTES: usize = 80;

static AGENCIES: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let lines = include_str!("data/agencies.tsv").lines();
    let mut agencies = BTreeMap::new();
    for line in lines.filter(|it| !it.starts_with('#')) {
        let name = line.split('\t').next().unwrap_or_default();
        agencies.extend(line.split('\t').map(|form| (plain(form), name)));
    }
    agencies
});

/// The agency that is called so.
pub(in crate::ingest) fn agency(form: &str) -> Option<&'static str> {
    (form.len() <= MAX_BYTES).then_some(())?;
    AGENCIES.get(&plain(form)).copied()
}

/// Whether an agency or outlet that we know is called so.
pub(in crate::ingest) fn is_agency(form: &str) -> bool {
    agency(form).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(agency("RIA news"), Some("RIA Novosti"));
        assert_eq!(agency(" ТАСС "), Some("TASS"));
        assert_eq!(agency("Sputnik International"), Some("Sputnik"));
        assert_eq!(agency("共同通信"), Some("Kyodo"));
        assert_eq!(agency("Harbor Post"), None);
        assert_eq!(agency(""), None);
    }
}
