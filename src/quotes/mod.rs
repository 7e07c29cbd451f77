//! Who said what: statements, in quotation marks or reported, and whatever in the text ties them
//! to someone.

mod steps;
mod lexicon;
mod lists;
mod marks;
mod scan;
mod phrases;
mod roles;
mod people;
mod focus;
mod sources;
mod reports;
mod contents;
mod rules;
mod relay;
mod attribution;
mod speakers;
mod named;

use serde::{Deserialize, Serialize};

use crate::corpus::Document;
use crate::text::Span;

/// What someone is reported to have said or written; or a term in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// All that is reported, in one passage. Of a direct statement and of a term the words, without
    /// their marks; of a mixed one the reporter's clause with the quoted pieces in it, marks
    /// included; of an indirect one the clause.
    pub content: Span,
    /// What of it stands in quotation marks, in order: one piece where it is direct or a term, one
    /// or more where it is mixed, none where it is indirect.
    pub pieces: Vec<Piece>,
    /// Index of the passage it stands in.
    pub passage: u32,
    /// How it is told.
    pub kind: StatementKind,
    /// The words that report: “said”, “according to”.
    pub cue: Option<Span>,
    /// Who the cue points at, as written: “he”, “the Kremlin spokesman”.
    pub source: Option<Span>,
    /// Who that is; `None` when the text does not say.
    pub speaker: Option<Speaker>,
    /// Who passed the words on before this document's outlet did, nearest to the speaker first.
    pub relays: Vec<Relay>,
    /// Why we think so.
    pub reason: Reason,
}

impl Statement {
    /// Its stretch of the text with all its quotation marks.
    pub fn extent(&self) -> Span {
        let marked = self.pieces.iter().map(|it| it.marked);
        marked.fold(self.content, Span::join)
    }
}

/// Words in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words, marks left out.
    pub words: Span,
    /// The words with their marks.
    pub marked: Span,
}

/// How something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StatementKind {
    /// In the speaker's words: one or more whole sentences in quotation marks.
    Direct,
    /// In the reporter's sentence, pieces of which are quoted.
    Mixed,
    /// In the reporter's words alone.
    Indirect,
    /// Not speech: a name, a title, a word that is talked about.
    Term,
}

impl StatementKind {
    /// All of them.
    pub const ALL: [StatementKind; 4] = [
        StatementKind::Direct,
        StatementKind::Mixed,
        StatementKind::Indirect,
        StatementKind::Term,
    ];

    /// What addresses, queries and files call it.
    pub fn name(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Mixed => "mixed",
            StatementKind::Indirect => "indirect",
            StatementKind::Term => "term",
        }
    }
}

/// A person or body that speaks, the same value throughout one document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the document gives.
    pub name: String,
    /// What it calls them besides: “Kremlin spokesman”.
    pub role: Option<String>,
}

/// One link of the chain between speaker and document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// The agency or outlet.
    pub name: String,
    /// Where the text says so.
    pub stated: Option<Span>,
}

/// Why a statement has its speaker, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule that decided.
    pub rule: Rule,
    /// The words that it rests on, where they stand outside the cue and source: the full name
    /// that “he” stands for.
    pub evidence: Option<Span>,
}

/// The rules, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// The speaker is named at the cue.
    Named,
    /// A pronoun at the cue stands for the person named last.
    Pronoun,
    /// A role at the cue (“the Kremlin spokesman”) is that of a named person.
    Role,
    /// The name or role at the cue is that of someone whom another document names in full.
    Elsewhere,
    /// The sentence reports what someone holds or agreed, and the outermost report is theirs.
    Outermost,
    /// No cue of its own: the same speaker goes on.
    Continued,
    /// Not speech: a name, title or word talked about.
    NotSpeech,
    /// Nobody is named.
    NotStated,
    /// The publisher says so.
    Publisher,
}

pub use named::{Named, put_right};
pub use speakers::{corpus_statements, unite};

/// The statements of a document, in the order in which they begin. Every outermost piece in
/// quotation marks in its running text is in just one of them. They are apart from one another,
/// but a term may lie inside another statement. Linear in the text.
pub fn statements(document: &Document) -> Vec<Statement> {
    let scan = scan::Scan::of(document, marks::marked(document));
    let people = people::People::of(&scan);
    attribution::statements(&scan, &people, relay::Own::of(document))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A document of `text`, its passages parted by empty lines.
    pub(super) fn document(text: &str) -> Document {
        Document {
            outlet: "The Morning Star".to_owned(),
            ..Document::of_text(text)
        }
    }

    /// The text of a case, its words between `marks`, and who says which.
    #[track_caller]
    fn read(case: &str, [open, close]: [&str; 2]) -> (String, Vec<(String, String)>) {
        let mut expected = Vec::new();
        let mut parts = case.split('[');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (inside, after) = part.split_once(']').expect("every [ has its ]");
            let (speaker, words) = inside.split_once(": ").expect("a speaker and a colon");
            expected.push((speaker.to_owned(), words.to_owned()));
            text.push_str(&format!("{open}{words}{close}{after}"));
        }
        (text, expected)
    }

    /// Who says it, in the notation of all rules: `[speaker: words]`, `[?: words]` where nobody is
    /// named, `[=: words]` for a term. The brackets hold what stands in quotation marks; ¶ parts
    /// passages.
    #[track_caller]
    pub(super) fn check(marked: &str) {
        let (text, expected) = read(marked, ["“", "”"]);
        let document = document(&text.replace('¶', "\n\n"));
        let found: Vec<(String, String)> = statements(&document)
            .into_iter()
            .flat_map(|it| {
                let speaker = match (it.kind, it.speaker) {
                    (StatementKind::Term, _) => "=".to_owned(),
                    (_, Some(speaker)) => speaker.name,
                    (_, None) => "?".to_owned(),
                };
                let text = &document.text;
                let words = move |it: Piece| (speaker.clone(), it.words.of_text(text).to_owned());
                it.pieces.into_iter().map(words)
            })
            .collect();
        assert_eq!(found, expected, "in {text}");
    }

    /// Who tells what, whole: `[speaker: words]`, quotation marks as they stand. Terms are left out.
    #[track_caller]
    pub(super) fn check_told(marked: &str) {
        let (text, expected) = read(marked, ["", ""]);
        let document = document(&text);
        let found: Vec<(String, String)> = statements(&document)
            .into_iter()
            .filter(|it| it.kind != StatementKind::Term)
            .map(|it| {
                let speaker = it.speaker.map_or("?".to_owned(), |it| it.name);
                (speaker, it.content.of_text(&document.text).to_owned())
            })
            .collect();
        assert_eq!(found, expected, "in {text}");
    }

    /// What holds for every text.
    fn hold_laws(text: &str) {
        let document = document(text);
        let found = statements(&document);
        assert!(found.is_sorted_by_key(|it| it.content.start));
        let mut end = 0;
        let mut piece_end = 0;
        for it in &found {
            let spans = [Some(it.content), it.cue, it.source, it.reason.evidence];
            let relays = it.relays.iter().map(|relay| relay.stated);
            for span in spans.into_iter().chain(relays).flatten() {
                assert!(span.start <= span.end && span.fits(text), "{span:?}");
            }
            let passage = &document.passages[it.passage as usize];
            assert!(passage.span.contains(it.extent()));
            for piece in &it.pieces {
                assert!(piece.words.fits(text) && piece.marked.fits(text));
                assert!(piece.marked.contains(piece.words) && it.content.contains(piece.words));
                if it.kind == StatementKind::Term {
                    continue;
                }
                assert!(
                    piece_end <= piece.marked.start,
                    "pieces are in order and apart"
                );
                piece_end = piece.marked.end;
            }
            let n_pieces = it.pieces.len();
            match it.kind {
                StatementKind::Direct | StatementKind::Term => {
                    assert_eq!((n_pieces, it.pieces[0].words), (1, it.content));
                }
                StatementKind::Mixed => assert!(n_pieces > 0),
                StatementKind::Indirect => assert_eq!(n_pieces, 0),
            }
            if it.kind != StatementKind::Term {
                assert!(end <= it.extent().start, "statements are apart");
                end = it.extent().end;
            }
            assert_eq!(
                it.kind == StatementKind::Term,
                it.reason.rule == Rule::NotSpeech
            );
            assert_eq!(
                it.speaker.is_none(),
                matches!(it.reason.rule, Rule::NotSpeech | Rule::NotStated)
            );
        }
    }

    /// Words and marks that the rules look at, so that chance meets them often.
    fn news() -> impl Strategy<Value = String> {
        let pieces = [
            "said",
            "told",
            "saying",
            "Abe",
            "Shinzo Abe",
            "he",
            "the minister",
            "according to",
            "in",
            "view",
            "Abe's",
            "his",
            "TASS",
            "reported",
            "who",
            "which",
            "that",
            "and",
            "was",
            "quoted",
            "as",
            "by",
            ",",
            ".",
            "?",
            ":",
            ";",
            "—",
            "(",
            ")",
            "“",
            "”",
            "\"",
            "‘",
            "’",
            "'",
            "«",
            "»",
            "„",
            "\n\n",
            "\r\n",
            "\u{a0}",
            "the term",
            "called",
            "Mr.",
            "Tokyo",
            "New York Times",
            "special",
            "adviser",
            "to",
            "for",
            "is",
            "said:",
            "日本",
            "「",
            "」",
            "é",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60)
            .prop_map(|all| all.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn laws_hold_for_any_text(text in ".{0,200}") {
            hold_laws(&text);
        }

        #[test]
        fn laws_hold_for_what_looks_like_news(text in news()) {
            hold_laws(&text);
        }
    }

    #[test]
    fn long_runs_of_anything_are_read_at_once() {
        let runs = [
            "“a” ",
            "“",
            "\"",
            "said ",
            "he said, ",
            "“a” said ",
            "Abe ",
            "Shinzo Abe ",
            "the ",
            "of the ",
            "according to ",
            "TASS ",
            "“A,” he said. ",
            "minister, ",
            "Putin and ",
            "(",
            "in Abe's view ",
            "John Smith, the minister, said “a”. ",
            "“a”\n\n",
            "“a\n\n",
        ];
        for run in runs {
            hold_laws(&run.repeat(5_000));
        }
    }

    #[test]
    fn namesakes_without_number_are_read_at_once() {
        let text: String = (0..5_000)
            .map(|n| format!("Minister Jo{n} Smith said “yes”. The minister said “no”. "))
            .collect();
        hold_laws(&text);
    }
}
