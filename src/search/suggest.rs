//! What a query that is being typed may become.

use serde::{Deserialize, Serialize};

use super::facets::{Kept, is_name, most_first};
use super::index::Index;
use super::query::{Field, FilterClause, Node, Query, Tail, tail};
use super::tokens::segments;
use super::tops::{Tops, Visit};
use crate::corpus::Corpus;
use crate::order::Order;
use crate::text::{Span, fold, folded, is_word_char, words};

/// The most suggestions.
const MAX: usize = 8;

/// Words leave room for so many others, and others for so many words.
const ROOM: usize = 4;

/// The most suggestions that are not words, of one kind.
const MAX_OF_KIND: usize = 2;

/// Something that the last word of a query may become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The whole query, should this be taken.
    pub query: String,
    /// What is new in it, to be shown: a word, a name, the value of a filter, a field.
    pub label: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// How many passages and headlines hold it; 0 for a field.
    pub count: u32,
}

/// What a [`Suggestion`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuggestionKind {
    /// A word of the corpus, or a value of a field that has no kind of its own.
    Word,
    /// What someone or something is called.
    Name,
    /// Someone who is quoted, as a filter.
    Speaker,
    /// An outlet or a document's key, as a filter.
    Source,
    /// A field to narrow by, colon included.
    Field,
}

/// All that can be suggested for one corpus.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    terms: Tops,
    /// Values of each of [`Field::ALL`].
    values: [Values; 7],
    /// Keys of documents, which are values of `source:` too but rarely typed.
    keys: Values,
}

/// Values of a field.
#[derive(Clone, Debug, Default)]
struct Values {
    /// Each with the number of passages and headlines that have it.
    all: Vec<(String, u32)>,
    /// The words of all values, folded and sorted, each with the number of its value.
    words: Vec<(String, u32)>,
    tops: Tops,
}

/// A suggestion that is not looked at yet.
struct Candidate {
    /// The query without what is new.
    before: String,
    /// What is added to it.
    added: String,
    label: String,
    kind: SuggestionKind,
    count: u32,
}

impl Hints {
    /// Costs a search, a walk over the dictionary, and sorting the words of all names.
    pub fn new(index: &Index, corpus: &Corpus) -> Hints {
        let facets = index.search(corpus, &Query::default(), 0).facets;
        let (mut outlets, mut keys) = (Vec::new(), Vec::new());
        for (document, n) in facets.sources {
            if let Some(document) = corpus.document(document) {
                outlets.push((document.outlet.clone(), n));
                keys.push((readable(&document.key).to_owned(), n));
            }
        }
        let mut by_name = vec![0; index.names.len()];
        for unit in 0..index.n_units() as u32 {
            for name in index.names_of(unit) {
                by_name[name as usize] += 1;
            }
        }
        let mut forms = Vec::new();
        for (name, n) in index.names.iter().zip(by_name) {
            for form in &name.forms {
                forms.push((form.clone(), n));
            }
        }
        // In the order of `Field::ALL`.
        let values = [
            most_first(outlets),
            facets.speakers,
            facets.via,
            facets.kinds,
            facets.languages,
            facets.years,
            most_first(forms),
        ];
        Hints {
            terms: Tops::new(&|it, found| index.dictionary.beginning(it, found), &|at| {
                index.postings.count(at)
            }),
            values: values.map(Values::new),
            keys: Values::new(most_first(keys)),
        }
    }

    /// What the unfinished word at the end of `typed` may become: at most 8, none when nothing is
    /// unfinished. Each has hits, but for fields, which still lack a value. `literally` is as of
    /// [`Query::literally`].
    ///
    /// Costs some hundreds of steps and reading where 16 words stand; where other parts of the
    /// query may leave nothing of what is suggested, a search for each.
    pub fn suggestions(
        &self,
        index: &Index,
        corpus: &Corpus,
        typed: &str,
        literally: bool,
    ) -> Vec<Suggestion> {
        let Some(tail) = tail(typed) else {
            return Vec::new();
        };
        let query = Query::parse(typed);
        let candidates = match tail.field {
            Some(field) => self.of_field(index, field, &tail, typed),
            None => self.of_word(index, corpus, &query, &tail, typed),
        };
        // A filter alone keeps what it was counted in, and among plain words nothing is lost by one
        // more; else a search tells.
        let is_plain = |it: &Node| matches!(it, Node::Word { .. });
        let is_alone = typed[..tail.start].trim_start().is_empty();
        // What follows a mark, such as an apostrophe, may become one word with what is before that.
        let before = typed[..tail.start].chars().next_back();
        let stands_apart = before.is_none_or(|it| it.is_whitespace() || it.is_alphanumeric());
        let is_free = stands_apart
            && tail.field.is_none()
            && query.filters.is_empty()
            && query.pieces.iter().all(is_plain);
        let mut found: Vec<Suggestion> = Vec::new();
        for it in candidates {
            if found.len() == MAX {
                break;
            }
            let is_sure = match it.kind {
                SuggestionKind::Field => true,
                SuggestionKind::Word if tail.field.is_none() => is_free,
                SuggestionKind::Name => is_free && has_word_of(index, &it.label),
                _ => is_alone,
            };
            let query = it.before + &it.added;
            let has_hits = || {
                let mut query = Query::parse(&query);
                query.is_literal = literally;
                index.counts(corpus, &query).iter().any(|it| *it > 0)
            };
            if is_sure || has_hits() {
                found.push(Suggestion {
                    query,
                    label: it.label,
                    kind: it.kind,
                    count: it.count,
                });
            }
        }
        found
    }

    /// Values of a field, and for sources keys, that have words which begin so.
    fn of_field(&self, index: &Index, field: Field, tail: &Tail, typed: &str) -> Vec<Candidate> {
        let mut values = self.values(field).beginning(&tail.folded);
        if field == Field::Source {
            values.append(&mut self.keys.beginning(&tail.folded));
        }
        let mut found = Vec::new();
        for value in values {
            if fold(&value.0) != tail.folded {
                found.extend(filtering(field, value, tail, typed));
            }
        }
        apart(index, &mut found);
        found
    }

    /// Words of the corpus, and where the word stands alone names, speakers, sources and fields.
    fn of_word(
        &self,
        index: &Index,
        corpus: &Corpus,
        query: &Query,
        tail: &Tail,
        typed: &str,
    ) -> Vec<Candidate> {
        let before = &typed[..tail.start];
        let mut others: Vec<Candidate> = Vec::new();
        let is_word = matches!(query.pieces.last(), Some(Node::Word { .. })) && tail.is_alone;
        let is_without = before.ends_with('-') && tail.is_alone;
        if is_word || is_without {
            for field in [Field::Speaker, Field::Name, Field::Source] {
                let mut of_kind = Vec::new();
                for value in self.values(field).beginning(&tail.folded) {
                    if field != Field::Name && of_kind.len() == MAX_OF_KIND {
                        break;
                    }
                    of_kind.extend(match field {
                        Field::Name if is_without => None,
                        Field::Name => naming(value, tail, before),
                        _ => filtering(field, value, tail, typed),
                    });
                }
                // A name of which more is typed already is likelier meant.
                of_kind.order_by_key(|it: &Candidate| it.before.len());
                apart(index, &mut of_kind);
                of_kind.truncate(MAX_OF_KIND);
                others.append(&mut of_kind);
            }
            let mut n_left = MAX_OF_KIND;
            for name in Field::ALL.map(Field::name) {
                if n_left > 0 && name.starts_with(&tail.folded) {
                    n_left -= 1;
                    others.push(Candidate {
                        before: before.to_owned(),
                        added: name.to_owned(),
                        label: name.to_owned(),
                        kind: SuggestionKind::Field,
                        count: 0,
                    });
                }
            }
        }
        let mut found = self.words(index, corpus, query, tail, before);
        others.truncate(ROOM.max(MAX.saturating_sub(found.len())));
        found.truncate(MAX - others.len());
        found.append(&mut others);
        found
    }

    /// Words of the corpus, those that most passages hold first.
    fn words(
        &self,
        index: &Index,
        corpus: &Corpus,
        query: &Query,
        tail: &Tail,
        before: &str,
    ) -> Vec<Candidate> {
        // Characters that are written without spaces stand in the dictionary as pairs.
        if segments(&tail.folded).any(|it| it.is_run) {
            return Vec::new();
        }
        let kept = Kept::new(index, corpus, &query.filters);
        let terms = self.terms.of(
            &tail.folded,
            &|it, found| index.dictionary.beginning(it, found),
            &|at| index.postings.count(at),
        );
        let mut words = Vec::new();
        for (word, at) in terms {
            let count = n_units(index, &kept, at);
            if count > 0 && word != tail.folded && !word.contains('\'') {
                words.push(Candidate {
                    before: before.to_owned(),
                    added: format!("{word} "),
                    label: word,
                    kind: SuggestionKind::Word,
                    count,
                });
            }
        }
        words.order_by_key(|it| usize::MAX - it.count as usize);
        words
    }

    fn values(&self, field: Field) -> &Values {
        let at = Field::ALL.iter().position(|it| *it == field);
        &self.values[at.unwrap_or_default()]
    }
}

impl Values {
    fn new(all: Vec<(String, u32)>) -> Values {
        let mut values = Values {
            all,
            ..Values::default()
        };
        for (number, (value, _)) in (0..).zip(&values.all) {
            let folded = fold(value);
            for word in words(&folded) {
                values
                    .words
                    .push((word.of_text(&folded).to_owned(), number));
            }
        }
        values.words.order();
        let tops = Tops::new(&|it, found| values.walk(it, found), &|at| values.count(at));
        Values { tops, ..values }
    }

    fn count(&self, word: u32) -> u32 {
        self.all[self.words[word as usize].1 as usize].1
    }

    /// Calls `found` with each word that begins so, in order, and its number.
    fn walk(&self, beginning: &str, found: Visit<'_>) {
        let start = self.words.partition_point(|it| it.0.as_str() < beginning);
        for (number, word) in (start as u32..).zip(&self.words[start..]) {
            if !word.0.starts_with(beginning) {
                return;
            }
            found(&word.0, number);
        }
    }

    /// The most frequent values whose words begin as those of `folded`, those first.
    fn beginning(&self, folded: &str) -> Vec<&(String, u32)> {
        let first = words(folded).next().map_or("", |it| it.of_text(folded));
        let words = self
            .tops
            .of(first, &|it, found| self.walk(it, found), &|at| {
                self.count(at)
            });
        let mut found: Vec<&(String, u32)> = Vec::new();
        for (_, word) in words {
            let value = &self.all[self.words[word as usize].1 as usize];
            // Of one word it is known by now.
            let is_meant = first == folded || is_name(folded, &value.0);
            if is_meant && !found.contains(&value) {
                found.push(value);
            }
        }
        found
    }
}

/// Leaves out further forms of a name.
fn apart(index: &Index, candidates: &mut Vec<Candidate>) {
    let mut seen: Vec<&str> = Vec::new();
    candidates.retain(|it| match index.called(&fold(&it.label)) {
        Some(name) if it.kind == SuggestionKind::Name => {
            let is_new = !seen.contains(&name.canonical.as_str());
            seen.push(&name.canonical);
            is_new
        }
        _ => true,
    });
}

/// A filter in place of what is typed.
fn filtering(
    field: Field,
    (value, count): &(String, u32),
    tail: &Tail,
    typed: &str,
) -> Option<Candidate> {
    let clause = FilterClause::new(field, false, value)?;
    Some(Candidate {
        before: typed[..tail.start].to_owned(),
        added: format!("{clause} "),
        label: value.clone(),
        kind: match field {
            Field::Source => SuggestionKind::Source,
            Field::Speaker => SuggestionKind::Speaker,
            Field::Name => SuggestionKind::Name,
            _ => SuggestionKind::Word,
        },
        count: *count,
    })
}

/// A name in place of the word and of those before it that belong to the name.
fn naming((name, count): &(String, u32), tail: &Tail, before: &str) -> Option<Candidate> {
    let name_folded = fold(name);
    let parts: Vec<Span> = words(&name_folded).collect();
    if parts.len() < 2 && !segments(&name_folded).any(|it| it.is_run) {
        // A word like others.
        return None;
    }
    let typed = folded(before);
    // The least that stands before the name, when it goes on with one of its words.
    let mut least = None;
    for at in 0..parts.len() {
        if !parts[at].of_text(&name_folded).starts_with(&tail.folded) {
            continue;
        }
        let mut rest = typed.text.as_str();
        for part in parts[..at].iter().rev() {
            let shorter = rest.trim_end_matches(|c: char| c.is_whitespace() || c == '-');
            match shorter.strip_suffix(part.of_text(&name_folded)) {
                Some(shorter) if !shorter.ends_with(is_word_char) => rest = shorter,
                _ => break,
            }
        }
        least = Some(least.unwrap_or(rest.len()).min(rest.len()));
    }
    let rest = typed.original(Span::new(least?..typed.text.len()));
    let before = &before[..rest.start as usize];
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    is_apart.then(|| Candidate {
        before: before.to_owned(),
        added: format!("{name} "),
        label: name.clone(),
        kind: SuggestionKind::Name,
        count: *count,
    })
}

/// Whether the corpus has a word of `name`.
fn has_word_of(index: &Index, name: &str) -> bool {
    let folded = fold(name);
    words(&folded).any(|it| index.dictionary.get(it.of_text(&folded)).is_some())
}

/// How many units that are kept hold a term. Linear in its places.
fn n_units(index: &Index, kept: &Kept, at: u32) -> u32 {
    let mut places = Vec::new();
    index.add_places(at, &mut places);
    let mut n = 0;
    let mut end = 0;
    for place in places {
        if place >= end {
            let unit = index.unit_of(place);
            end = index.unit(unit).end;
            n += u32::from(kept.keeps(index, unit));
        }
    }
    n
}

/// A key without the digits of its content.
fn readable(key: &str) -> &str {
    key.rsplit_once('-').map_or(key, |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::super::{Called, Utterance};
    use super::*;
    use crate::corpus::{Document, DocumentId};

    /// The queries that are suggested in a small corpus, parted by `|`, each with its count.
    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let texts = [
            "The harbor board met.\nHarbors are old; the harbor master left.\nNot a harp.",
            "Old Harbor Bridge has been closed.\nHarriet Moss spoke. “It is old,” she said.",
            "北方の島の港",
        ];
        let mut corpus = corpus(&texts);
        let stated = [
            ("Harbor Post", "report", "en"),
            ("Old Gazette", "comment", "en"),
            ("港新聞", "report", "ja"),
        ];
        for (document, (outlet, kind, language)) in corpus.documents.iter_mut().zip(stated) {
            *document = Document {
                key: format!("{}-123456", outlet.to_lowercase().replace(' ', "-")),
                outlet: outlet.to_owned(),
                kind: Some(kind.to_owned()),
                language: language.to_owned(),
                date: "2021-03".parse().ok(),
                ..document.clone()
            };
        }
        let start = texts[1].find("It is").expect("it is there");
        let heard = Utterance {
            document: DocumentId(1),
            span: Span::new(start..start + 9),
            speaker: "Harriet Moss".to_owned(),
            is_quoted: true,
        };
        let mut index = Index::build(&corpus, &[heard]);
        let names = [
            &["Old Harbor Bridge", "bridge of harps"][..],
            &["北方の島", "the North"],
        ];
        let called = names.map(|forms| Called {
            canonical: forms[0].to_owned(),
            forms: forms.iter().map(|it| (*it).to_owned()).collect(),
        });
        let holds = |text: &str, forms: &[&str]| forms.iter().any(|it| text.contains(it));
        index.learn(&corpus, called.into(), &|text| {
            let held = (0..).zip(names).filter(|it| holds(text, it.1));
            held.map(|it| it.0).collect()
        });
        let hints = Hints::new(&index, &corpus);
        let found = hints.suggestions(&index, &corpus, typed, false);
        let found: Vec<String> = (found.iter())
            .map(|it| format!("{}{}", it.query, it.count))
            .collect();
        assert_eq!(found.join("|"), expected, "{typed}");
    }

    #[test]
    fn words_of_the_corpus() {
        check("", "");
        check("harb ", "");
        check("har*", "");
        check("Harbor-ma", "Harbor-master 1");
        check("“old har", "“old harbor 3");
        check(
            "a OR har",
            "a OR harbor 3|a OR harbors 1|a OR harp 1|a OR harriet 1",
        );
    }

    #[test]
    fn names_speakers_sources_and_fields_beside_words() {
        check(
            "h",
            "harbor 3|harbors 1|harp 1|harriet 1|has 1|speaker:\"Harriet Moss\" 1|\
             Old Harbor Bridge 1|source:\"Harbor Post\" 3",
        );
        check(
            "harbor",
            "harbors 1|Old Harbor Bridge 1|source:\"Harbor Post\" 3",
        );
        check("sp", "spoke 1|speaker:0");
        check("-so", "-source:0");
        check("北", "北方の島 1");
    }

    #[test]
    fn a_name_takes_the_place_of_its_words() {
        check(
            "closed old harbor br",
            "closed old harbor bridge 1|closed Old Harbor Bridge 1",
        );
    }

    #[test]
    fn values_of_fields() {
        check("speaker:", "speaker:\"Harriet Moss\" 1");
        check("speaker:\"", "speaker:\"Harriet Moss\" 1");
        check("speaker:\"harriet m", "speaker:\"Harriet Moss\" 1");
        check("speaker:\"Harriet Moss\"", "");
        check(
            "-source:har",
            "-source:\"Harbor Post\" 3|-source:harbor-post 3",
        );
        check("kind:", "kind:report 4|kind:comment 2");
        check("met lang:e", "met lang:en 5");
        check("date:", "date:2021 6");
        check("name:\"the n", "name:\"the North\" 1");
        check("via:", "");
    }

    #[test]
    fn what_has_hits_with_the_rest_of_the_query() {
        check("\"met not\" har", "");
        check("“old gazette” ke", "");
        check(
            "-harbor harr",
            "-harbor harriet 1|-harbor speaker:\"Harriet Moss\" 1",
        );
        check(
            "source:\"old gazette\" harb",
            "source:\"old gazette\" harbor 1|source:\"old gazette\" Old Harbor Bridge 1|\
             source:\"old gazette\" source:\"Harbor Post\" 3",
        );
    }
}
