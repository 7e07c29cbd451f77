//! Which stretch of a hit is shown, and what is marked in it.

use super::index::{Index, Unit};
use super::places::{Place, Slot};
use super::tokens::{positions, segments};
use crate::corpus::Corpus;
use crate::order::Order;
use crate::text::{Span, folded};

/// Words in a snippet; twice as many where each character counts as one.
const N_WORDS: u32 = 30;

/// Shows what a query found in some units of a corpus.
pub(super) struct Shower<'a> {
    index: &'a Index,
    corpus: &'a Corpus,
    /// For each word of the query its weight, and its places in the units that are shown.
    slots: Vec<(f32, Vec<Place>)>,
}

/// A unit with what it takes to cut and mark it.
pub(super) struct Scene<'a> {
    pub(super) unit: Unit,
    pub(super) text: &'a str,
    extent: Span,
    /// Each token, as a span of `text`.
    pub(super) tokens: Vec<Span>,
    /// For each word of the query its weight and its places here.
    slots: Vec<(f32, &'a [Place])>,
}

impl<'a> Shower<'a> {
    /// For `units`, in any order. Linear in the places of the query's words.
    pub(super) fn new(
        index: &'a Index,
        corpus: &'a Corpus,
        slots: &[Slot],
        weights: &[f32],
        units: &[u32],
    ) -> Shower<'a> {
        let places = slots.iter().map(|it| it.places_in(index, units));
        Shower {
            index,
            corpus,
            slots: weights.iter().copied().zip(places).collect(),
        }
    }

    /// The stretch of a unit to show, and what matches in it: in order, not overlapping.
    ///
    /// The window with most of the query's weight, begun at a sentence where one is near. Units a
    /// little longer than a snippet are shown whole. Without places it starts at quoted words,
    /// should those be `wanted`. Costs the unit's words, and its places times the words of the
    /// query.
    pub(super) fn snippet(&self, unit: u32, wants_quoted: bool) -> (Span, Vec<Span>) {
        let Some(scene) = self.scene(unit) else {
            return Default::default();
        };
        let n_words = scene.n_words();
        if scene.unit.end - scene.unit.first <= n_words + n_words / 4 {
            return (scene.extent, scene.marks());
        }
        let mut tokens = scene.unit.first..scene.unit.end;
        let quoted = tokens.find(|it| wants_quoted && self.index.is_quoted(*it));
        let from = quoted.unwrap_or(scene.unit.first);
        let window = scene.best_window(n_words).unwrap_or((from, from + 1));
        let span = self.stretch(&scene, window, n_words);
        let mut marks = scene.marks();
        marks.retain(|it| it.overlaps(span));
        for mark in &mut marks {
            mark.start = mark.start.max(span.start);
            mark.end = mark.end.min(span.end);
        }
        (span, marks)
    }

    /// Everything in a unit that matches, in order, overlaps joined.
    pub(super) fn marks(&self, unit: u32) -> Vec<Span> {
        self.scene(unit).map_or(Vec::new(), |it| it.marks())
    }

    /// `None` when the corpus is not the one indexed.
    pub(super) fn scene(&self, unit: u32) -> Option<Scene<'_>> {
        let unit = self.index.unit(unit);
        let text = self.index.text_of(self.corpus, unit)?;
        let extent = extent(self.corpus, unit)?;
        let words = folded(text.get(extent.range())?);
        let tokens = positions(&words.text).map(|it| {
            let span = words.original(Span::new(it.range));
            span.shifted(extent.start)
        });
        let tokens: Vec<Span> = tokens.collect();
        let is_same = tokens.len() == (unit.end - unit.first) as usize;
        is_same.then(|| Scene {
            unit,
            text,
            extent,
            tokens,
            slots: self
                .slots
                .iter()
                .map(|(weight, places)| {
                    let from = places.partition_point(|it| it.0 < unit.first);
                    let n = places[from..].partition_point(|it| it.0 < unit.end);
                    (*weight, &places[from..from + n])
                })
                .collect(),
        })
    }

    /// A window of about `n_words` around what `window` has.
    fn stretch(&self, scene: &Scene<'_>, (first, end): Place, n_words: u32) -> Span {
        let unit = scene.unit;
        let slack = n_words.saturating_sub(end - first);
        let first = self
            .sentence_start(scene, first, slack)
            .unwrap_or(first.saturating_sub(slack / 2).max(unit.first));
        let end = (first + n_words).max(end).min(unit.end);
        let first = first.min(end.saturating_sub(1)).max(unit.first);
        scene.cut((first - unit.first) as usize, (end - unit.first) as usize)
    }

    /// The token that begins the sentence of `first`, when it is at most `slack` tokens before.
    fn sentence_start(&self, scene: &Scene<'_>, first: u32, slack: u32) -> Option<u32> {
        let document = self.corpus.document(scene.unit.document)?;
        let sentences = &document
            .passages
            .get(scene.unit.passage? as usize)?
            .sentences;
        let at = scene.token(first).start;
        let sentence = sentences
            .partition_point(|it| it.start <= at)
            .checked_sub(1)?;
        let start = sentences[sentence].start;
        let start = scene.unit.first + scene.tokens.partition_point(|it| it.start < start) as u32;
        (first.checked_sub(start)? <= slack).then_some(start)
    }
}

impl Scene<'_> {
    fn token(&self, token: u32) -> Span {
        self.tokens[(token - self.unit.first) as usize]
    }

    /// The stretch from one token to before another, counted in the unit, with the marks around
    /// it; to the ends of the unit where there are no tokens outside.
    pub(super) fn cut(&self, first: usize, end: usize) -> Span {
        Span {
            start: match first {
                0 => self.extent.start,
                _ => with_opening_marks(self.text, self.tokens[first].start),
            },
            end: match self.tokens.get(end) {
                None => self.extent.end,
                Some(_) => with_closing_marks(self.text, self.tokens[end - 1].end),
            },
        }
    }

    pub(super) fn marks(&self) -> Vec<Span> {
        let places = self.slots.iter().flat_map(|it| it.1);
        let places = places.filter(|it| it.0 < it.1);
        let mut spans: Vec<Span> = places
            .map(|(first, end)| self.token(*first).join(self.token(end - 1)))
            .filter(|it| !it.is_empty())
            .collect();
        spans.order();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.join(span),
                _ => joined.push(span),
            }
        }
        joined
    }

    /// Whether each character counts as a word.
    pub(super) fn is_spaceless(&self) -> bool {
        let first = self.tokens.first().map_or("", |it| it.of_text(self.text));
        segments(first).next().is_some_and(|it| it.is_run)
    }

    /// Words in a snippet of this unit.
    fn n_words(&self) -> u32 {
        match self.is_spaceless() {
            true => 2 * N_WORDS,
            false => N_WORDS,
        }
    }

    /// First token and end of the places that together weigh most and fit into `n_words`, each
    /// word of the query counted once; of those the shortest, then the first. `None` when the unit
    /// holds no place.
    fn best_window(&self, n_words: u32) -> Option<Place> {
        let mut places: Vec<(Place, usize)> = (0..)
            .zip(&self.slots)
            .flat_map(|(number, slot)| slot.1.iter().map(move |it| (*it, number)))
            .collect();
        places.order_by_key(|it| it.0.0);
        let mut n_held = vec![0_u32; self.slots.len()];
        let mut left = 0;
        let mut best: Option<(f32, u32, u32)> = None;
        for right in 0..places.len() {
            let ((_, end), slot) = places[right];
            n_held[slot] += 1;
            while left < right {
                let ((first, _), slot) = places[left];
                let n = &mut n_held[slot];
                if *n == 1 && end <= first + n_words {
                    break;
                }
                *n -= 1;
                left += 1;
            }
            let held = self.slots.iter().zip(&n_held).filter(|it| *it.1 > 0);
            let weight: f32 = held.map(|it| it.0.0).sum();
            let first = places[left].0.0;
            if best.is_none_or(|it| weight > it.0 || weight == it.0 && end - first < it.2 - it.1) {
                best = Some((weight, first, end));
            }
        }
        best.map(|(_, first, end)| (first, end))
    }
}

/// All of a unit, as a span of its text.
fn extent(corpus: &Corpus, unit: Unit) -> Option<Span> {
    let document = corpus.document(unit.document)?;
    match unit.passage {
        Some(passage) => Some(document.passages.get(passage as usize)?.span),
        None => Some(Span::of(&document.title)),
    }
}

/// `at`, moved before the marks that open what starts there.
fn with_opening_marks(text: &str, at: u32) -> u32 {
    let before = text.get(..at as usize).unwrap_or_default();
    before
        .trim_end_matches(['“', '"', '«', '„', '‘', '\'', '(', '[', '「', '『'])
        .len() as u32
}

/// `at`, moved behind the marks that close what ends there.
fn with_closing_marks(text: &str, at: u32) -> u32 {
    let after = text.get(at as usize..).unwrap_or_default();
    let closing = [
        '.', ',', ';', ':', '!', '?', '…', '”', '"', '»', '’', '\'', ')', ']', '。', '、', '」',
        '』', '%',
    ];
    at + (after.len() - after.trim_start_matches(closing).len()) as u32
}

#[cfg(test)]
mod tests {
    use super::super::tests::corpus;
    use super::super::{Index, Query};

    /// The snippet of the only hit, with `[]` around marks.
    #[track_caller]
    fn check(text: &str, typed: &str, expected: &str) {
        let corpus = corpus(&[text]);
        let found = Index::build(&corpus, &[]).search(&corpus, &Query::parse(typed), 1);
        let hit = found.hits.first().expect("the case has a hit");
        let mut shown = String::new();
        let mut at = hit.snippet.start as usize;
        for mark in &hit.marks {
            shown += &text[at..mark.start as usize];
            shown += &format!("[{}]", mark.of_text(text));
            at = mark.end as usize;
        }
        shown += &text[at..hit.snippet.end as usize];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_short_passage_is_whole() {
        check("“A treaty,” he said.", "treaty", "“A [treaty],” he said.");
        check("***", "-treaty", "***");
    }

    #[test]
    fn overlapping_marks_are_joined() {
        check(
            "a peace treaty",
            "“peace treaty” treaty",
            "a [peace treaty]",
        );
        check("千島列島", "千島列 列島", "[千島列島]");
    }

    #[test]
    fn a_long_passage_is_cut_where_the_words_are() {
        let filler = "one two three four five six seven eight nine ten ".repeat(4);
        let text = format!("A treaty. {filler}. (“The treaty of 1956” was signed) {filler}");
        check(
            &text,
            "treaty 1956",
            "(“The [treaty] of [1956]” was signed) one two three four five six seven eight nine \
             ten one two three four five six seven eight nine ten one two three four",
        );
    }

    #[test]
    fn without_a_sentence_near_some_words_go_before() {
        let text = format!("{}treaty {}", "so ".repeat(50), "so ".repeat(50));
        let expected = format!("{}[treaty]{}", "so ".repeat(14), " so".repeat(15));
        check(&text, "treaty", &expected);
    }

    #[test]
    fn japanese_is_cut_at_characters() {
        let text = format!("{}北方領土{}", "ほ".repeat(80), "ほ".repeat(80));
        let expected = format!("{}[北方領土]{}", "ほ".repeat(28), "ほ".repeat(28));
        check(&text, "北方領土", &expected);
    }
}
