//! Who published the report, and who carried it.

use std::collections::BTreeMap;

use super::agencies::agency;
use crate::corpus::PassageKind;
use crate::ingest::label::{is_outlet_like, name_after_description, plain};

/// The longest name of an outlet in a notice of rights, in words.
const MAX_NAME_WORDS: usize = 5;

/// Who published the report, as far as its page tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Outlet {
    pub(in crate::ingest) outlet: Option<String>,
    pub(in crate::ingest) carried_by: Option<String>,
}

/// What the words tell. `site` is where the file was saved from, if that is known; `agency` is
/// named by the dateline; `first_word` is what the file's name starts with.
///
/// An agency that wrote the report comes before the site that carried it. That somebody “told”
/// an outlet, or that a text names one, is no evidence.
pub(in crate::ingest) fn outlet<'a>(
    lines: impl Iterator<Item = (PassageKind, &'a str)>,
    site: Option<String>,
    agency: Option<String>,
    first_word: &str,
) -> Outlet {
    let first_word = plain(first_word);
    let is_named_so = |words: &str| {
        let words = plain(words);
        !first_word.is_empty()
            && words.strip_prefix(first_word.as_str()).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(' ') && is_outlet_like(&words)
            })
    };
    let mut described: BTreeMap<&str, usize> = BTreeMap::new();
    let mut holder = None;
    let mut above = None;
    for (kind, words) in lines {
        match kind {
            PassageKind::Caption => {
                if let Some(name) = name_after_description(words) {
                    *described.entry(name).or_default() += 1;
                }
            }
            PassageKind::Legal if holder.is_none() => holder = rights_holder(words),
            // A site's name above the headline, which the file's name says as well.
            PassageKind::Navigation if above.is_none() && is_named_so(words) => {
                above = Some(words.to_owned());
            }
            _ => {}
        }
    }
    // One picture may come from anywhere, two from the same house are its own.
    let credited = described
        .into_iter()
        .filter(|&(name, n)| n > 1 || self::agency(name).is_some())
        .max_by_key(|it| it.1)
        .map(|(name, _)| self::agency(name).unwrap_or(name).to_owned());
    let site = site.or(above).or(credited).or(holder);
    match (agency, site) {
        // A house that nobody knows is called as it calls itself.
        (Some(agency), Some(site)) if is_same(&agency, &site) => Outlet {
            outlet: Some(match self::agency(&agency) {
                Some(_) => agency,
                None => site,
            }),
            carried_by: None,
        },
        (Some(agency), site) => Outlet {
            outlet: Some(agency),
            carried_by: site,
        },
        (None, site) => Outlet {
            outlet: site,
            carried_by: None,
        },
    }
}

/// Whether two names mean one house: `TASS` and `TASS news agency`.
fn is_same(a: &str, b: &str) -> bool {
    let known = |it: &str| agency(it).map_or_else(|| plain(it), plain);
    let (a, b) = (known(a), known(b));
    let has = |long: &str, short: &str| long.split(' ').any(|word| word == short);
    a == b || has(&a, &b) || has(&b, &a)
}

/// `© 2021 Port Post. All rights reserved.` names Port Post.
fn rights_holder(words: &str) -> Option<String> {
    let rest = ["Copyright", "©", "(c)", "(C)"]
        .iter()
        .fold(words, |rest, sign| {
            rest.strip_prefix(sign).unwrap_or(rest).trim_start()
        });
    if rest == words {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " ©–-,".contains(c));
    let end = rest
        .find(['.', ',', '|', '·', '–', '—'])
        .unwrap_or(rest.len());
    let name = rest[..end].trim();
    let is_name = (1..=MAX_NAME_WORDS).contains(&name.split_whitespace().count())
        && (name.split_whitespace()).all(|it| it.starts_with(char::is_uppercase))
        && !["All", "Все", "WordPress", "Copyright"]
            .iter()
            .any(|it| name.starts_with(it));
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use PassageKind::{Caption, Legal, Navigation};

    #[track_caller]
    fn check(
        lines: &[(PassageKind, &str)],
        site: Option<&str>,
        agency: Option<&str>,
        expected: (Option<&str>, Option<&str>),
    ) {
        let owned = |it: Option<&str>| it.map(str::to_owned);
        let found = outlet(lines.iter().copied(), owned(site), owned(agency), "post");
        let expected = Outlet {
            outlet: owned(expected.0),
            carried_by: owned(expected.1),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn agencies_and_sites() {
        check(&[], None, None, (None, None));
        check(&[], None, Some("TASS"), (Some("TASS"), None));
        check(
            &[],
            Some("Port Post"),
            Some("TASS"),
            (Some("TASS"), Some("Port Post")),
        );
        check(&[], Some("TASS.com"), Some("TASS"), (Some("TASS"), None));
        check(&[], Some("Port Post"), None, (Some("Port Post"), None));
    }

    #[test]
    fn pictures_notices_and_names() {
        check(
            &[(Caption, "A ferry - Sputnik International")],
            None,
            None,
            (Some("Sputnik"), None),
        );
        check(
            &[(Caption, "A ferry - Anna Writer")],
            None,
            None,
            (None, None),
        );
        check(
            &[
                (Caption, "A ferry - Port Post"),
                (Caption, "A pier - Port Post"),
            ],
            None,
            None,
            (Some("Port Post"), None),
        );
        check(
            &[(Legal, "© 2021 Port Post. All rights reserved.")],
            None,
            Some("AP"),
            (Some("AP"), Some("Port Post")),
        );
        check(&[(Legal, "All rights reserved")], None, None, (None, None));
        check(
            &[(Navigation, "Post"), (Navigation, "Ferries")],
            None,
            None,
            (Some("Post"), None),
        );
    }
}
