//! What a query that is being typed may become.
//!
//! Short beginnings are those of thousands of words. The most frequent of these are noted once, so
//! that a letter typed costs a walk over some hundreds of terms at most.

use serde::{Deserialize, Serialize};

use super::facets::{Kept, is_name, most_first};
use super::index::Index;
use super::query::{Field, FilterClause, Node, Query, Tail, tail};
use super::tokens::segments;
use crate::corpus::Corpus;
use crate::order::Order;
use crate::text::{Span, fold, folded, words};

/// The most suggestions.
const MAX: usize = 8;

/// Words leave room for so many others, and others for so many words.
const ROOM: usize = 4;

/// The most suggestions that are not words, of one kind.
const MAX_OF_KIND: usize = 2;

/// What more words begin with than this is looked up rather than walked.
const MAX_WALK: usize = 256;

/// So many of the most frequent words are kept of a beginning: more than are shown, for filters
/// may leave out some.
const N_KEPT: usize = 16;

/// Longer beginnings are walked in any case.
const MAX_BEGINNING: usize = 24;

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
    values: Vec<Values>,
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
        let by_document = || {
            let documents = facets.sources.iter();
            documents.filter_map(|it| Some((corpus.document(it.0)?, it.1)))
        };
        let outlets = by_document().map(|(document, n)| (document.outlet.clone(), n));
        let keys = by_document().map(|(document, n)| (readable(&document.key).to_owned(), n));
        let mut by_name = vec![0; index.names.len()];
        for unit in 0..index.units.len() as u32 {
            let mut names = index.names_of(unit);
            names.by_ref().for_each(|it| by_name[it as usize] += 1);
        }
        let names = index.names.iter().zip(by_name);
        let forms = names.flat_map(|(name, n)| name.forms.iter().map(move |it| (it.clone(), n)));
        let keys = Values::new(most_first(keys));
        let values = Field::ALL.map(|field| {
            Values::new(match field {
                Field::Source => most_first(outlets.clone()),
                Field::Speaker => facets.speakers.clone(),
                Field::Via => facets.via.clone(),
                Field::Kind => facets.kinds.clone(),
                Field::Language => facets.languages.clone(),
                Field::Date => facets.years.clone(),
                Field::Name => most_first(forms.clone()),
            })
        });
        Hints {
            terms: Tops::new(&|it, found| index.dictionary.beginning(it, found), &|at| {
                index.postings.count(at)
            }),
            values: values.into(),
            keys,
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
        // Among plain words alone nothing is lost by one more.
        let is_plain = |it: &Node| matches!(it, Node::Word { .. });
        let is_free = query.filters.is_empty() && query.pieces.iter().all(is_plain);
        let mut found: Vec<Suggestion> = Vec::new();
        for it in candidates {
            let query = it.before + &it.added;
            let is_sure = it.kind == SuggestionKind::Field
                || it.kind == SuggestionKind::Word && tail.field.is_none() && is_free;
            let has_hits = || {
                let query = Query::parse(&query);
                let query = if literally { query.literally() } else { query };
                index.counts(corpus, &query).iter().any(|it| *it > 0)
            };
            let is_known = found.iter().any(|it| it.query == query) || query.trim_end() == typed;
            if !is_known && (is_sure || has_hits()) {
                found.push(Suggestion {
                    query,
                    label: it.label,
                    kind: it.kind,
                    count: it.count,
                });
            }
            if found.len() == MAX {
                break;
            }
        }
        found
    }

    /// Values of a field, and for sources keys, that have words which begin so.
    fn of_field(&self, index: &Index, field: Field, tail: &Tail, typed: &str) -> Vec<Candidate> {
        let values = self.values(field).beginning(&tail.folded);
        let keys = match field {
            Field::Source => self.keys.beginning(&tail.folded),
            _ => Vec::new(),
        };
        let all = values.into_iter().chain(keys);
        let longer = all.filter(|it| fold(&it.0) != tail.folded);
        let candidates = longer.filter_map(|it| filtering(field, it, tail, typed));
        apart(index, candidates.collect())
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
                let values = self.values(field).beginning(&tail.folded).into_iter();
                let of_kind = values.filter_map(|value| match field {
                    Field::Name if is_without => None,
                    Field::Name => naming(value, tail, before),
                    _ => filtering(field, value, tail, typed),
                });
                let mut of_kind: Vec<Candidate> = of_kind.collect();
                // A name of which more is typed already is likelier meant.
                of_kind.order_by_key(|it| it.before.len());
                let of_kind = apart(index, of_kind).into_iter();
                others.extend(of_kind.take(MAX_OF_KIND));
            }
            let fields = Field::ALL.into_iter().map(Field::name);
            let fields = fields.filter(|it| it.starts_with(&tail.folded));
            others.extend(fields.take(MAX_OF_KIND).map(|it| Candidate {
                before: before.to_owned(),
                added: it.to_owned(),
                label: it.to_owned(),
                kind: SuggestionKind::Field,
                count: 0,
            }));
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
        let count = |at: u32| index.postings.count(at);
        let walk: Walk<'_> = &|it, found| index.dictionary.beginning(it, found);
        let terms = self.terms.of(&tail.folded, walk, &count);
        let terms = terms
            .into_iter()
            .filter(|it| it.0 != tail.folded && !it.0.contains('\''));
        let mut words: Vec<Candidate> = terms
            .map(|(word, at)| Candidate {
                before: before.to_owned(),
                added: format!("{word} "),
                count: n_units(index, &kept, at),
                label: word,
                kind: SuggestionKind::Word,
            })
            .filter(|it| it.count > 0)
            .collect();
        words.order_by_key(|it| std::cmp::Reverse(it.count));
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
        for ((value, _), number) in values.all.iter().zip(0..) {
            let folded = fold(value);
            let words = words(&folded).map(|it| (it.of_text(&folded).to_owned(), number));
            values.words.extend(words);
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
            if !found.contains(&value) && is_name(folded, &value.0) {
                found.push(value);
            }
        }
        found
    }
}

/// The candidates without further forms of a name.
fn apart(index: &Index, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut seen: Vec<&str> = Vec::new();
    candidates.retain(|it| match index.called(&fold(&it.label)) {
        Some(name) if it.kind == SuggestionKind::Name => {
            let is_new = !seen.contains(&name.canonical.as_str());
            seen.push(&name.canonical);
            is_new
        }
        _ => true,
    });
    candidates
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
    let folded_name = fold(name);
    let parts: Vec<&str> = words(&folded_name)
        .map(|it| it.of_text(&folded_name))
        .collect();
    let is_run = segments(&folded_name).any(|it| it.is_run);
    if parts.len() < 2 && !is_run {
        // A word like others.
        return None;
    }
    let typed = folded(before);
    let typed_words: Vec<Span> = words(&typed.text).collect();
    // The part that is being typed, with the most words before it that are typed already.
    let at = (0..parts.len()).filter(|at| parts[*at].starts_with(&tail.folded));
    let n_typed = at.map(|at| {
        let pairs = parts[..at].iter().rev().zip(typed_words.iter().rev());
        let mut end = typed.text.len();
        let same = pairs.take_while(|(part, word)| {
            let between = &typed.text[word.end as usize..end];
            end = word.start as usize;
            let is_apart = |c: char| c.is_whitespace() || c == '-';
            **part == word.of_text(&typed.text) && between.chars().all(is_apart)
        });
        same.count()
    });
    let n_typed = n_typed.max()?;
    let first = typed_words.len() - n_typed;
    let start = typed_words.get(first).filter(|_| n_typed > 0).map(|it| {
        let rest = Span::new(it.start as usize..typed.text.len());
        typed.original(rest).start as usize
    });
    let before = &before[..start.unwrap_or(before.len())];
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    is_apart.then(|| Candidate {
        before: before.to_owned(),
        added: format!("{name} "),
        label: name.clone(),
        kind: SuggestionKind::Name,
        count: *count,
    })
}

/// How many units that are kept hold a term. Linear in its places.
fn n_units(index: &Index, kept: &Kept, at: u32) -> u32 {
    let mut places = Vec::new();
    index.postings.read(at, index.n_tokens(), &mut places);
    let mut n = 0;
    let mut end = 0;
    for place in places {
        if place >= end {
            let unit = index.unit_of(place);
            end = index.units[unit as usize].end;
            n += u32::from(kept.keeps(index, unit));
        }
    }
    n
}

/// A key without the digits of its content.
fn readable(key: &str) -> &str {
    key.rsplit_once('-').map_or(key, |it| it.0)
}

/// Is called with a word and its number.
type Visit<'a> = &'a mut dyn FnMut(&str, u32);

/// Visits every word that begins so, in order.
type Walk<'a> = &'a dyn Fn(&str, Visit<'_>);

/// The most frequent words of the beginnings that many words have.
#[derive(Clone, Debug, Default)]
struct Tops(Vec<(String, Vec<(String, u32)>)>);

impl Tops {
    /// About linear in the letters of all words.
    fn new(walk: Walk<'_>, count: &dyn Fn(u32) -> u32) -> Tops {
        let mut tops = Tops::default();
        let mut rest = vec![String::new()];
        while let Some(beginning) = rest.pop() {
            let (best, n) = best(&beginning, walk, count);
            if n <= MAX_WALK || beginning.len() > MAX_BEGINNING {
                continue;
            }
            walk(&beginning, &mut |word, _| {
                let is_known = (rest.last()).is_some_and(|it| word.starts_with(it.as_str()));
                let next = word[beginning.len()..].chars().next().filter(|_| !is_known);
                rest.extend(next.map(|it| format!("{beginning}{it}")));
            });
            tops.0.push((beginning, best));
        }
        tops.0.order();
        tops
    }

    /// The most frequent words with this beginning, those first, with their numbers.
    fn of(
        &self,
        beginning: &str,
        walk: Walk<'_>,
        count: &dyn Fn(u32) -> u32,
    ) -> Vec<(String, u32)> {
        match self.0.binary_search_by(|it| it.0.as_str().cmp(beginning)) {
            Ok(at) => self.0[at].1.clone(),
            Err(_) => best(beginning, walk, count).0,
        }
    }
}

/// The most frequent words with this beginning, and how many there are in all.
fn best(
    beginning: &str,
    walk: Walk<'_>,
    count: &dyn Fn(u32) -> u32,
) -> (Vec<(String, u32)>, usize) {
    let mut best: Vec<(String, u32)> = Vec::new();
    let mut n = 0;
    walk(beginning, &mut |word, number| {
        n += 1;
        let at = best.partition_point(|it| count(it.1) >= count(number));
        if at < N_KEPT {
            best.insert(at, (word.to_owned(), number));
            best.truncate(N_KEPT);
        }
    });
    (best, n)
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
