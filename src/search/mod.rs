//! Given a query, which passages, and why.
//!
//! `query` reads what was typed; `tokens` says what a word is, in texts and queries alike; `index`
//! holds the `dictionary` and the `postings`, where each term stands; `variants` finds the terms
//! that answer for a word (`stem`, `families`, `slips` and `cost` help), `places` where they stand; `score`
//! ranks and `why` explains it, `facets` filters and counts, `answers` holds all that came of it;
//! `sort` brings it into other orders, `snippet` cuts and marks, `lines` shows every place.
//! `suggest` says what a query may become (`tops` helps), `others` what else to ask. An index may be
//! `parted` into pieces, of which `wanted` says what a search lacks; `limited` holds it to a measure,
//! `scope` says how far it goes then.

mod query;
mod tokens;
mod bytes;
mod bits;
mod wanted;
mod scope;
mod slips;
mod dictionary;
mod terms;
mod postings;
mod cell;
mod index;
mod parted;
mod limited;
mod families;
mod stem;
mod cost;
mod nearby;
mod variants;
mod places;
mod score;
mod snippet;
mod facets;
mod answers;
mod why;
mod sort;
mod lines;
mod tops;
mod suggest;
mod others;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, DocumentId};
use crate::text::Span;
use answers::Answers;
pub use bytes::Bytes;
pub use families::ClassOf;
pub use index::{Findable, Index, places};
pub use limited::Limited;
pub use lines::{Line, on_one_line};
pub use others::{Other, OtherKind};
pub use parted::{Outline, Parted};
use places::Plan;
pub use query::{DateRange, Filter, Query};
use snippet::Shower;
pub use sort::Sort;
pub use suggest::{Hints, Suggestion, SuggestionKind};
pub use wanted::Piece;
pub use why::{Explanation, WordShare};

/// A stretch of a document that someone is said to have spoken; what `speaker:` and its facet go
/// by. The engine makes these from the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// The document.
    pub document: DocumentId,
    /// The words, as a span of the document's text.
    pub span: Span,
    /// The speaker's name.
    pub speaker: String,
    /// Whether the words stand in quotation marks, where words count for more.
    pub is_quoted: bool,
}

/// What someone or something is called; `name:` and its facet go by it, and a query that uses one
/// form finds the others too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The form that stands for all.
    pub canonical: String,
    /// All forms, that one among them.
    pub forms: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many there are in all; `hits` may hold fewer.
    pub n_hits: u32,
    /// In how many documents.
    pub n_documents: u32,
    /// How the query was read, piece by piece: filters first, then words and phrases as typed.
    pub reading: Vec<Reading>,
    /// Values to narrow by, with counts under the present query.
    pub facets: Facets,
}

/// A passage (or headline) that answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// The passage, or `None` for the headline.
    pub passage: Option<u32>,
    /// Greater is better; comparable within one answer only.
    pub score: f32,
    /// The stretch to show: a span of the document's text, or of its title for a headline.
    pub snippet: Span,
    /// What matched, in order, not overlapping; spans of the same text as `snippet`, inside it.
    pub marks: Vec<Span>,
}

/// How one piece of the query was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// A word, and the forms in the corpus that answered for it (folded), most frequent first.
    Word {
        /// As typed.
        typed: String,
        /// What it met; empty when nothing answered and the word was left out.
        met: Vec<String>,
        /// Whether it was completed, being the last and unfinished.
        completed: bool,
    },
    /// These words in this order.
    Phrase(String),
    /// Any of these, as typed.
    Any(Vec<String>),
    /// Both near each other.
    Near {
        /// As typed.
        left: String,
        /// As typed.
        right: String,
        /// How many words may stand between.
        distance: u32,
    },
    /// A word that stands nearly everywhere and was left out beside others, not to take too much.
    TooCommon(String),
    /// A word that is being typed and begins so many others that these were not looked for.
    BeginsMany(String),
    /// Passages with this are left out.
    Without(String),
    /// Only these sources (an outlet's name or a document's key), or all but these.
    Source {
        /// As typed.
        name: String,
        /// Left out rather than kept.
        excluded: bool,
        /// How many documents it means; 0 when there is no such source.
        n_documents: u32,
    },
    /// Only what some other field says, or all but that.
    Filter {
        /// The field, as it is typed: `kind`.
        field: String,
        /// As typed.
        value: String,
        /// Left out rather than kept.
        excluded: bool,
        /// Whether the corpus has it.
        is_met: bool,
    },
    /// What words of the query name is called otherwise too.
    OtherNames {
        /// As typed.
        typed: String,
        /// Other forms that the corpus has.
        met: Vec<String>,
    },
    /// Only passages with words of this speaker, or all but these.
    Speaker {
        /// As typed.
        name: String,
        /// Left out rather than kept.
        excluded: bool,
        /// The speakers it means.
        met: Vec<String>,
    },
}

/// Values to narrow by. Counts are of hits that would remain; without words in the query, of
/// passages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// Every document with its count, in corpus order.
    pub sources: Vec<(DocumentId, u32)>,
    /// Their outlets instead, where the sources are too many to be listed; most hits first.
    pub outlets: Vec<(String, u32)>,
    /// Speakers, most hits first; the others likewise.
    pub speakers: Vec<(String, u32)>,
    /// Who carried the report.
    pub via: Vec<(String, u32)>,
    /// What sort of text it is.
    pub kinds: Vec<(String, u32)>,
    /// What language it is in.
    pub languages: Vec<(String, u32)>,
    /// When it was published, by year, the first first.
    pub years: Vec<(String, u32)>,
    /// Who or what is named.
    pub names: Vec<(String, u32)>,
}

impl Index {
    /// The passages that answer `query`, at most `limit`, and the facets of all of them.
    ///
    /// Passages that hold all the words come first, then fewer; filters, phrases and `-` always
    /// hold. A query without words brings every passage that its filters keep, in corpus order; an
    /// empty one brings facets alone. Ties are in corpus order. `corpus` is the one indexed.
    pub fn search(&self, corpus: &Corpus, query: &Query, limit: u32) -> Found {
        self.sorted(corpus, query, Sort::Best, false, limit)
    }

    /// [`Index::search`] in another order; `is_grouped` puts hits of one document together,
    /// documents in the order of their first hit. Costs as much as to sort all hits.
    pub fn sorted(
        &self,
        corpus: &Corpus,
        query: &Query,
        sort: Sort,
        is_grouped: bool,
        limit: u32,
    ) -> Found {
        let mut answers = Answers::of_words(self, corpus, query);
        if self.lacks_pieces() {
            return Found::default();
        }
        // Of a part of the corpus, nothing is told of what filters left out before.
        if !self.scope.is_whole() {
            answers.filter(self, query);
        }
        let units = answers.standings.iter().map(|it| it.unit);
        let facets = answers.kept.facets(self, corpus, units);
        answers.filter(self, query);
        let counts = answers.counts(self, corpus);
        let hits = answers.hits(self, corpus, sort, is_grouped, limit);
        let units: Vec<u32> = hits.iter().map(|it| it.unit).collect();
        let shower = answers.shower(self, corpus, &units);
        let wants_quoted = answers.kept.wants_speakers();
        let hits = hits.iter().map(|standing| {
            let unit = self.unit(standing.unit);
            let (snippet, marks) = shower.snippet(standing.unit, wants_quoted);
            Hit {
                document: unit.document,
                passage: unit.passage,
                score: standing.relevance,
                snippet,
                marks,
            }
        });
        Found {
            hits: hits.collect(),
            reading: answers.reading(),
            n_hits: counts.iter().sum(),
            n_documents: counts.iter().filter(|it| **it > 0).count() as u32,
            facets,
        }
    }

    /// How many hits `query` has in each document.
    pub fn counts(&self, corpus: &Corpus, query: &Query) -> Vec<u32> {
        Answers::new(self, corpus, query).counts(self, corpus)
    }

    /// The passages that answer `query`, in no order; headlines left out.
    pub fn passages_of(&self, corpus: &Corpus, query: &Query) -> Vec<(DocumentId, u32)> {
        let found = Answers::new(self, corpus, query).standings;
        let places = found.iter().map(|it| self.unit(it.unit));
        places
            .filter_map(|it| Some((it.document, it.passage?)))
            .collect()
    }

    /// Where the best `limit` answers to the words of `query` stand, with their scores, best first:
    /// [`Index::search`] without filters, facets and snippets, and without the corpus, which those
    /// need. The benchmark beside other engines goes by it, for they give no more.
    pub fn best(&self, query: &Query, limit: u32) -> Vec<(DocumentId, Option<u32>, f32)> {
        let plan = Plan::new(self, query);
        let (standings, weights) = score::standings(self, &plan);
        let best = score::best(self, &plan, &weights, standings, limit as usize);
        let place = |it: &score::Standing| {
            let unit = self.unit(it.unit);
            (unit.document, unit.passage, it.relevance)
        };
        best.iter().map(place).collect()
    }

    /// Everything in one document that `query` matches: in its title, and in its text. In order,
    /// not overlapping. Filters do not matter.
    pub fn marks(
        &self,
        corpus: &Corpus,
        document: DocumentId,
        query: &Query,
    ) -> (Vec<Span>, Vec<Span>) {
        let plan = Plan::new(self, query);
        let range = self.units_of(document);
        let units: Vec<u32> = range.map(|it| it as u32).collect();
        let weights = vec![1.0; plan.slots.len()];
        let shower = Shower::new(self, corpus, &plan.slots, &weights, &units);
        let mut found = (Vec::new(), Vec::new());
        for unit in units {
            let marks = shower.marks(unit);
            match self.unit(unit).passage {
                Some(_) => found.1.extend(marks),
                None => found.0.extend(marks),
            }
        }
        found
    }

    /// Numbers of the passages, headlines left out.
    fn passages(&self) -> impl Iterator<Item = u32> + '_ {
        let units = (0..).zip(self.units());
        units.filter(|it| it.1.passage.is_some()).map(|it| it.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Document, Passage, PassageKind};

    /// A corpus of short articles without titles; each line is a passage.
    pub(super) fn corpus(texts: &[&str]) -> Corpus {
        let documents = texts.iter().map(|text| document(text)).collect();
        Corpus {
            documents,
            ..Corpus::default()
        }
    }

    fn document(text: &str) -> Document {
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            Span::new(start..at).trimmed(text)
        });
        Document {
            text: text.to_owned(),
            passages: lines
                .map(|it| Passage::new(text, it, PassageKind::Body))
                .collect(),
            ..Document::default()
        }
    }

    #[track_caller]
    fn check(typed: &str, passages: &[&str], expected: &[&str]) {
        let corpus = corpus(passages);
        let found = Index::build(&corpus, &[]).search(&corpus, &Query::parse(typed), 50);
        let hits = found.hits.iter().map(|it| it.document.0 as usize);
        let found: Vec<&str> = hits.map(|it| passages[it]).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn japanese_by_characters() {
        let passages = ["北方領土の返還", "北方の島", "千島列島"];
        check("北方領土", &passages, &["北方領土の返還"]);
        check("島", &passages, &["千島列島", "北方の島"]);
        check("“列島”", &passages, &["千島列島"]);
        // Nowhere as a whole, so by pairs.
        check("北方領土問題", &passages, &["北方領土の返還", "北方の島"]);
    }

    #[test]
    fn all_words_before_fewer() {
        let passages = [
            "pact pact pact pact",
            "the pact of the 1956 talks in town",
            "1956",
        ];
        check(
            "pact 1956",
            &passages,
            &[passages[1], passages[0], passages[2]],
        );
    }

    #[test]
    fn near_and_in_order_first() {
        let passages = [
            "treaty in peace",
            "peace by treaty",
            "a peace treaty",
            "treaty of peace",
        ];
        let [third, second, first, last] = passages;
        check("peace treaty", &passages, &[first, second, third, last]);
    }

    #[test]
    fn common_words_alone_are_no_answer() {
        let passages = ["the one", "the two", "the three", "the four", "the treaty"];
        check("the treaty", &passages, &["the treaty"]);
        check("the ", &passages, &passages);
    }

    /// What a reader may type for a word that a text spells otherwise.
    #[test]
    fn one_word_in_many_spellings() {
        for (typed, passage) in [
            // Composed and decomposed, either way.
            ("Kōri", "the Ko\u{304}ri line"),
            ("ko\u{304}ri", "the KŌRI line"),
            ("российскии\u{306}", "российский флот"),
            ("がん", "か\u{3099}ん"),
            // Soft hyphens and characters of no width are not seen.
            ("settlement", "a settle\u{ad}ment"),
            ("settle\u{ad}ment", "a settlement"),
            ("settlement", "a \u{feff}settle\u{200b}ment"),
            // Spaces of any kind part words.
            ("\"state of war\"", "the state\u{a0}of\u{202f}war"),
            ("\"state\u{a0}of\u{a0}war\"", "the state of\u{2009}war"),
            // Forms of Russian words, ё as е.
            ("переговоров", "новые переговоры"),
            ("Лавровым", "сказал Лавров"),
            ("пёстрый", "пестрые флаги"),
            // Japanese as it is written, and in half width.
            ("北方領土", "「北方領土の日」"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            // German compounds: written apart, with a hyphen, or as one.
            ("Friedensvertrag", "ein Friedens-Vertrag"),
            ("Friedens-Vertrag", "ein Friedensvertrag"),
            ("friedens vertrag", "ein Friedensvertrag"),
            ("Frieden*", "ein Friedensvertrag"),
            ("grosse", "die große Koalition"),
        ] {
            check(&format!("{typed} "), &[passage], &[passage]);
        }
    }

    #[test]
    fn letters_beside_other_words_tell_little_until_more_is_typed() {
        let passages = ["plan b", "plan bee", "a bee"];
        check("plan b", &passages, &passages[..2]);
        // Two letters tell which of the passages with the other word is meant, and bring none.
        check("plan be", &passages, &[passages[1], passages[0]]);
        check("ferry be", &passages, &passages[1..]);
        // Alone, or where no word has just this letter, it begins others.
        check("b", &passages, &passages);
        check("plan a* ", &["plan a", "plan ab"], &["plan a", "plan ab"]);
        check("plan b", &passages[1..], &passages[1..2]);
    }

    #[test]
    fn fields_weigh_differently() {
        let mut corpus = corpus(&["pact\npact\npact\npact"]);
        let document = &mut corpus.documents[0];
        document.title = "pact".to_owned();
        document.passages[1].kind = PassageKind::Heading;
        document.passages[2].kind = PassageKind::Caption;
        document.passages[3].kind = PassageKind::Form;
        let found = Index::build(&corpus, &[]).search(&corpus, &Query::parse("pact"), 9);
        let passages: Vec<_> = found.hits.iter().map(|it| it.passage).collect();
        assert_eq!(passages, [None, Some(1), Some(0), Some(2)]);
        assert!(found.hits.windows(2).all(|it| it[0].score > it[1].score));
    }

    #[test]
    fn other_forms_come_after_the_word_and_before_slips() {
        let texts = ["negotiatte", "negotiation", "negotiates", "negotiate"];
        let corpus = corpus(&texts);
        let mut index = Index::build(&corpus, &[]);
        let search = |index: &Index, typed: &str| -> Vec<&str> {
            let found = index.search(&corpus, &Query::parse(typed), 9);
            let hits = found.hits.iter().map(|it| it.document.0 as usize);
            hits.map(|it| texts[it]).collect()
        };
        // Plain endings need no family; where little is found, slips are looked for.
        assert_eq!(
            search(&index, "negotiate "),
            ["negotiate", "negotiates", "negotiatte"]
        );
        let families = index.families(&corpus, &|_, word| {
            let is_one = word.starts_with("negotiat") && word != "negotiatte";
            is_one.then(String::new)
        });
        index.relate(&families);
        assert_eq!(
            search(&index, "negotiate "),
            ["negotiate", "negotiates", "negotiation"]
        );
        assert_eq!(
            search(&index, "negotiate~ "),
            ["negotiate", "negotiates", "negotiation", "negotiatte"]
        );
        // A word that the corpus does not have meets a family through what it may be a slip of.
        assert_eq!(
            search(&index, "negotiated "),
            ["negotiates", "negotiate", "negotiation"]
        );
        // Those of another corpus are not taken.
        index.relate(&[9, 9, 9]);
        assert!(!search(&index, "negotiate ").contains(&"negotiation"));
    }

    #[test]
    fn a_minus_leaves_out_all_forms_and_in_quotation_marks_one() {
        let passages = ["an island", "two islands", "a sea"];
        check("-island", &passages, &["a sea"]);
        check("-“island”", &passages, &["two islands", "a sea"]);
    }
}
