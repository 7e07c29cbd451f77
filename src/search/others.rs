//! What else to ask when a query finds little.

use serde::{Deserialize, Serialize};

use super::Found;
use super::index::Index;
use super::query::{Field, Mode, Node, Query};
use super::tokens::segments;
use super::variants::{Reach, forms, plain_forms};
use crate::corpus::Corpus;
use crate::text::{Span, fold, folded};

/// The most queries that are offered.
const MAX: usize = 5;

/// With fewer hits than this, more may be wanted.
const FEW_HITS: u32 = 5;

/// The most words that are looked for under another spelling; each may cost a walk over the
/// dictionary.
const MAX_SPELLED: usize = 8;

/// The most queries that are tried; each costs a search.
const MAX_TRIED: usize = 10;

/// A query like the one that was asked, which finds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// As it may be typed.
    pub query: String,
    /// How many hits it has.
    pub n_hits: u32,
    /// How it differs.
    pub kind: OtherKind,
}

/// How an [`Other`] query differs from the one that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OtherKind {
    /// Words that the corpus does not have are written as it has them.
    Spelled,
    /// Without this word, phrase or group, as it may be typed.
    WithoutWord(String),
    /// Without this filter, as it may be typed.
    WithoutFilter(String),
    /// Phrases and what was to be near each other are words, wherever they stand.
    AnyWord,
}

impl Index {
    /// What else to ask, at most 5, where `query` has `found` fewer than 5 hits or holds words that
    /// the corpus has otherwise: what is likely meant first, then what changes least. All have
    /// hits, and but for another spelling more than were found.
    ///
    /// Costs some look-ups where every word is met and there are hits enough, else up to ten
    /// searches.
    pub fn others(&self, corpus: &Corpus, query: &Query, found: &Found) -> Vec<Other> {
        let mut tried: Vec<(Query, OtherKind)> = Vec::new();
        let mut n_left = MAX_SPELLED;
        let spelled = changed(&query.pieces, &mut |it| spelled(self, it, &mut n_left));
        tried.extend(spelled.map(|it| (query.with_pieces(it), OtherKind::Spelled)));
        if found.n_hits < FEW_HITS {
            tried.append(&mut looser(query));
        }
        let mut others: Vec<Other> = Vec::new();
        for (other, kind) in tried.into_iter().take(MAX_TRIED) {
            let typed = other.to_string();
            let read = Query {
                is_literal: query.is_literal,
                ..Query::parse(&typed)
            };
            let n_hits = self.counts(corpus, &read).iter().sum();
            let least = match kind {
                OtherKind::Spelled => 0,
                _ => found.n_hits,
            };
            if n_hits > least && !others.iter().any(|it| it.query == typed) {
                others.push(Other {
                    query: typed,
                    n_hits,
                    kind,
                });
            }
        }
        others.truncate(MAX);
        others
    }
}

/// Queries that ask for less.
fn looser(query: &Query) -> Vec<(Query, OtherKind)> {
    let mut found = Vec::new();
    let any_word = changed(&query.pieces, &mut loosened);
    found.extend(any_word.map(|it| (query.with_pieces(it), OtherKind::AnyWord)));
    for (at, clause) in query.filters.iter().enumerate() {
        let mut other = query.clone();
        other.filters.remove(at);
        let kind = OtherKind::WithoutFilter(clause.to_string());
        found.push((other, kind));
    }
    for (at, piece) in query.pieces.iter().enumerate() {
        let mut other = query.clone();
        other.pieces.remove(at);
        // Without any word all that the filters keep would be found.
        if other
            .pieces
            .iter()
            .any(|it| !matches!(it, Node::Without(_)))
        {
            let kind = OtherKind::WithoutWord(piece.to_string());
            found.push((other, kind));
        }
    }
    found.retain(|it| !it.0.is_empty());
    found
}

impl Query {
    fn with_pieces(&self, pieces: Vec<Node>) -> Query {
        Query {
            pieces,
            ..self.clone()
        }
    }
}

/// The nodes with what `change` makes of them or of those inside them, negations left as they are;
/// `None` where nothing changes. As deep as parentheses may stand in each other.
fn changed(nodes: &[Node], change: &mut dyn FnMut(&Node) -> Option<Node>) -> Option<Vec<Node>> {
    let mut is_changed = false;
    let mut found = Vec::with_capacity(nodes.len());
    for node in nodes {
        let other = change(node).or_else(|| match node {
            Node::Or(nodes) => changed(nodes, change).map(Node::Or),
            Node::All(nodes) => changed(nodes, change).map(Node::All),
            Node::Near {
                left,
                right,
                distance,
            } => {
                let [left, right] = [left, right].map(|it| it.as_ref().clone());
                let mut both = changed(&[left, right], change)?.into_iter();
                Some(Node::Near {
                    left: Box::new(both.next()?),
                    right: Box::new(both.next()?),
                    distance: *distance,
                })
            }
            _ => None,
        });
        is_changed |= other.is_some();
        found.push(other.unwrap_or_else(|| node.clone()));
    }
    is_changed.then_some(found)
}

/// A phrase as its words, and what is near to each other side by side.
fn loosened(node: &Node) -> Option<Node> {
    match node {
        Node::Phrase { typed, .. } => {
            let folded = fold(typed);
            let words = segments(&folded).map(|it| Node::Word {
                // In small letters, so that none is an operator.
                typed: folded[it.range].to_owned(),
                is_unfinished: false,
                mode: Mode::Plain,
            });
            Some(Node::All(words.collect()))
        }
        Node::Near { left, right, .. } => {
            let both = [left, right].map(|it| it.as_ref().clone());
            let words = changed(&both, &mut loosened);
            Some(Node::All(words.unwrap_or(both.into())))
        }
        _ => None,
    }
}

/// A word or phrase with the words that the corpus does not have as it has them; `n_left` is how
/// many words may still be looked for.
fn spelled(index: &Index, node: &Node, n_left: &mut usize) -> Option<Node> {
    let mut node = node.clone();
    let (typed, is_unfinished) = match &mut node {
        Node::Word {
            typed,
            is_unfinished,
            mode: Mode::Plain,
        }
        | Node::Phrase {
            typed,
            is_unfinished,
        } => (typed, *is_unfinished),
        _ => return None,
    };
    let words = folded(typed);
    let mut written = String::new();
    let mut at = 0;
    for segment in segments(&words.text) {
        let word = &words.text[segment.range.clone()];
        let is_last = segment.range.end == words.text.len();
        let is_unfinished = is_unfinished && is_last;
        if segment.is_run || *n_left == 0 || is_known(index, word, is_unfinished) {
            continue;
        }
        *n_left -= 1;
        let reach = Reach {
            is_unfinished,
            may_correct: true,
            wants_slips: true,
        };
        if let Some(other) = forms(index, word, reach).closest() {
            let span = words.original(Span::new(segment.range));
            written.push_str(&typed[at..span.start as usize]);
            written.push_str(other);
            at = span.end as usize;
        }
    }
    if at == 0 {
        return None;
    }
    written.push_str(&typed[at..]);
    *typed = written;
    Some(node)
}

/// Whether the corpus has a word or another form of it; of an unfinished one, its beginning. A
/// field that still lacks a value is no word.
fn is_known(index: &Index, word: &str, is_unfinished: bool) -> bool {
    let is_field = |it: &Field| it.name().trim_end_matches(':') == word;
    let mut is_known = Field::ALL.iter().any(is_field);
    is_known = is_known || !plain_forms(index, word).all.is_empty();
    if is_unfinished && !is_known {
        let mut found = |_: &str, _| is_known = true;
        index.dictionary.beginning(word, &mut found);
    }
    is_known
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::*;

    /// What else is offered, each as `kind: query = hits`, parted by `; `.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let mut corpus = corpus(&[
            "the harbor master resigned\nthe old ferry sank\na master of the old harbor",
            "ferry tickets cost more\nno ferry\nferry\nferry\nferry\nthe islands",
        ]);
        corpus.documents[0].outlet = "Post".to_owned();
        corpus.documents[1].outlet = "Gazette".to_owned();
        let index = Index::build(&corpus, &[]);
        let query = Query::parse(typed);
        let found = index.search(&corpus, &query, 0);
        let others = index.others(&corpus, &query, &found).into_iter();
        let others: Vec<String> = others
            .map(|it| {
                let kind = match it.kind {
                    OtherKind::Spelled => "spelled".to_owned(),
                    OtherKind::WithoutWord(word) => format!("not {word}"),
                    OtherKind::WithoutFilter(filter) => format!("not {filter}"),
                    OtherKind::AnyWord => "any".to_owned(),
                };
                format!("{kind}: {} = {}", it.query, it.n_hits)
            })
            .collect();
        assert_eq!(others.join("; "), expected, "{typed}");
    }

    #[test]
    fn what_is_found_often_enough_stays_as_it_is() {
        check("", "");
        check("ferry", "");
        check("zzz ferry ", "");
        check("harb", "");
        check("harbr*", "");
        check("北方", "");
        check("-fery x ", "");
    }

    #[test]
    fn another_spelling() {
        check("fery", "spelled: ferry = 6");
        check("islnd", "spelled: islands = 1");
        check("resined harbor ", "spelled: resigned harbor  = 2");
        check(
            "(fery OR boat) -island ",
            "spelled: ferry OR boat -island = 6",
        );
        check(
            "“harbr master” ",
            "spelled: \"harbor master\" = 1; any: harbr master  = 2",
        );
    }

    #[test]
    fn words_wherever_they_stand() {
        check("“master harbor”", "any: master harbor  = 2");
        check("master NEAR/1 old ", "any: master old  = 3");
        check(
            "“master harbor” OR “no OR” ",
            "any: (master harbor) OR (no or) = 2",
        );
    }

    #[test]
    fn without_a_word_or_filter() {
        check("ferry source:nowhere", "not source:nowhere: ferry  = 6");
        check(
            "source:post -old ferry",
            "not source:post: -old ferry = 5; not -old: source:post ferry = 1",
        );
        check(
            "old (ferry “sank the”) ",
            "any: old ferry sank the  = 4; not \"sank the\": old ferry  = 7",
        );
    }
}
