//! Who passed the words on: agencies and newspapers between the speaker and this document.

use super::Relay;
use super::lexicon::class::*;
use super::phrases::outlet;
use super::reports::Report;
use super::sources::{Scene, Who};
use crate::corpus::Document;
use crate::text::{Span, fold};

/// The document's own outlet and whoever carried it: they relay nothing, they are the page.
pub(super) struct Own {
    names: Vec<String>,
}

impl Own {
    /// Those of `document`.
    pub(super) fn of(document: &Document) -> Own {
        let names = [Some(&document.outlet), document.carried_by.as_ref()];
        Own {
            names: names.into_iter().flatten().map(|it| fold(it)).collect(),
        }
    }

    /// Whether `name` is one of them, or its short form: RIA for RIA Novosti.
    pub(super) fn has(&self, name: &str) -> bool {
        let name = fold(name);
        let bare = name.strip_prefix("the ").unwrap_or(&name);
        self.names.iter().any(|own| {
            let own = own.strip_prefix("the ").unwrap_or(own);
            let starts = |long: &str, short: &str| {
                long.strip_prefix(short)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            !own.is_empty() && (starts(own, bare) || starts(bare, own))
        })
    }
}

/// The relays that a sentence states: agencies that report what somebody else says, and those
/// that somebody told it.
pub(super) fn stated(scene: &Scene<'_>, reports: &[Report], own: &Own) -> Vec<Relay> {
    let mut found: Vec<Relay> = Vec::new();
    let mut push = |name: Span, stated: Span| {
        let name = plain(scene.scan.str(name));
        if !own.has(&name) && found.iter().all(|it| it.name != name) && found.len() < 4 {
            found.push(Relay {
                name,
                stated: Some(stated),
            });
        }
    };
    let has_speaker = reports.iter().any(|it| !it.is_of_outlet());
    if !has_speaker {
        return found;
    }
    for report in reports {
        if let (true, Who::Body(name)) = (report.is_of_outlet(), report.source.who) {
            push(name, scene.scan.span(report.start()..report.end()));
            continue;
        }
        if let Some(name) = told(scene, report) {
            let name_span = scene.scan.span(name.clone());
            push(name_span, scene.scan.span(report.cue.start..name.end));
        }
    }
    found
}

/// The outlet that someone told something: “told LA Weekly”, “said in an interview with TASS”.
fn told(scene: &Scene<'_>, report: &Report) -> Option<std::ops::Range<usize>> {
    let last = scene.sentence.end;
    let cue = scene.get(report.cue.start)?;
    if let Some(name) = outlet(scene.scan, report.cue.end, last).filter(|_| cue.is(LISTENER)) {
        return Some(name);
    }
    // “quoted by Interfax as saying”
    let earliest = scene.sentence.start.max(report.cue.start.saturating_sub(8));
    let by = (earliest..report.cue.start)
        .rev()
        .find(|&it| scene.is_word(it, "by"));
    if let Some(by) = by.filter(|_| scene.is_word(report.cue.start.saturating_sub(1), "as")) {
        return outlet(scene.scan, by + 1, last);
    }
    let from = report.end();
    let to = (from..last.min(from + 10))
        .take_while(|&it| scene.items()[it].is_word())
        .find(|&it| {
            ["with", "to", "by"]
                .iter()
                .any(|word| scene.is_word(it, word))
        })?;
    outlet(scene.scan, to + 1, last)
}

/// Who carried somebody's words, said in a sentence of its own: “His words were carried by Kyodo”.
/// Whose words, and the relay.
pub(super) fn afterwards(scene: &Scene<'_>, own: &Own) -> Option<(Who, Relay)> {
    let first = scene.sentence.start;
    let last = scene.sentence.end.min(first + 16);
    let items = &scene.items()[first..last];
    let nouns = [
        "words",
        "remarks",
        "comments",
        "statement",
        "interview",
        "quotes",
    ];
    let is_about =
        items.first()?.is(POSSESSIVE) && nouns.iter().any(|it| scene.is_word(first + 1, it));
    if !is_about {
        return None;
    }
    let verbs = [
        "mention",
        "mentioned",
        "mentions",
        "cite",
        "cited",
        "cites",
        "quote",
        "quoted",
        "quotes",
        "carried",
        "carries",
        "reported",
        "reports",
        "published",
        "relayed",
        "conveyed",
    ];
    let verb = (first + 2..last).find(|&at| verbs.iter().any(|it| scene.is_word(at, it)))?;
    let by = verb + 1 + usize::from(scene.is_word(verb + 1, "by"));
    let name = outlet(scene.scan, by, last)?;
    let stated = scene.scan.span(first..name.end);
    let name = plain(scene.scan.str(scene.scan.span(name)));
    (!own.has(&name)).then_some((
        scene.pronoun(first, None),
        Relay {
            name,
            stated: Some(stated),
        },
    ))
}

/// A name on one line, with plain spaces.
pub(super) fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::super::statements;
    use super::super::tests::document;
    use super::*;

    #[test]
    fn an_outlet_knows_its_short_form() {
        let own = Own {
            names: vec![fold("RIA Novosti"), fold("The Morning Star")],
        };
        assert!(own.has("RIA"));
        assert!(own.has("Morning Star"));
        assert!(!own.has("TASS"));
        assert!(!own.has("RI"));
    }

    /// `relays` are the names, in order, of whoever passed on the last piece.
    #[track_caller]
    fn check(text: &str, relays: &[&str]) {
        let document = document(text);
        let found = statements(&document);
        let last = found.last().expect("the text holds a statement");
        let names: Vec<&str> = last.relays.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, relays, "in {text}");
    }

    #[test]
    fn an_agency_beside_a_speaker() {
        check(
            "“We start,” Jane Doe said, Interfax reported.",
            &["Interfax"],
        );
        check(
            "“We start,” Jane Doe said, according to the Kyodo agency.",
            &["Kyodo"],
        );
        check("TASS quoted Jane Doe as saying it was “over”.", &["TASS"]);
        check(
            "Jane Doe was quoted by TASS as saying it was “over”.",
            &["TASS"],
        );
    }

    #[test]
    fn whom_someone_told() {
        check(
            "Jane Doe told LA Weekly that it was “over”.",
            &["LA Weekly"],
        );
        check(
            "“We start,” Jane Doe said in an interview with Reuters.",
            &["Reuters"],
        );
        check("Jane Doe told reporters that it was “over”.", &[]);
    }

    #[test]
    fn a_chain() {
        check(
            "“We start,” Jane Doe said, according to the Kyodo agency, which Interfax cites.",
            &["Kyodo", "Interfax"],
        );
    }

    #[test]
    fn kept_until_another_speaks() {
        let first = "Jane Doe said so, TASS reported. ";
        check(&format!("{first}“We start,” she said."), &["TASS"]);
        check(
            &format!("{first}John Hill disagreed. “We stop,” he said."),
            &[],
        );
    }

    #[test]
    fn said_afterwards() {
        check(
            "“We start,” Jane Doe said. Her words were carried by the Kyodo agency.",
            &["Kyodo"],
        );
    }

    #[test]
    fn the_outlet_itself_relays_nothing() {
        check("Jane Doe told the Morning Star that it was “over”.", &[]);
        check("“We start,” Jane Doe said, the Morning Star reports.", &[]);
    }
}
