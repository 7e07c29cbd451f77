//! Which stretch of a hit is shown, and what is marked in it.

use super::index::{Index, Unit};
use super::places::{Place, Slot};
use super::tokens::positions;
use crate::corpus::Corpus;
use crate::order::Order;
use crate::text::Span;

/// Words in a snippet; twice as many where each character counts as one.
const N_WORDS: u32 = 30;

/// The stretch of a unit to show, and what matches in it: in order, not overlapping.
///
/// The window with most of the query's weight, begun at a sentence where one is near. Units a
/// little longer than a snippet are shown whole. Without places it starts at `from`, a token.
/// Costs the places of the unit times the words of the query.
pub(super) fn snippet(
    index: &Index,
    corpus: &Corpus,
    unit: &Unit,
    slots: &[Slot],
    from: u32,
) -> (Span, Vec<Span>) {
    let (Some(text), Some(extent)) = (index.text_of(corpus, unit), extent(corpus, unit)) else {
        return Default::default();
    };
    let n_words = n_words(index, unit);
    if unit.end - unit.first <= n_words + n_words / 4 {
        return (extent, marks(index, unit, slots));
    }
    let (first, end) = best_window(unit, slots, n_words).unwrap_or((from, from + 1));
    let slack = n_words.saturating_sub(end - first);
    let first = sentence_start(index, corpus, unit, first, slack)
        .unwrap_or(first.saturating_sub(slack / 2).max(unit.first));
    let end = (first + n_words).max(end).min(unit.end);
    let first = first.min(end.saturating_sub(1)).max(unit.first);
    let span = Span {
        start: if first == unit.first {
            extent.start
        } else {
            with_opening_marks(text, index.tokens[first as usize].span.start)
        },
        end: if end == unit.end {
            extent.end
        } else {
            with_closing_marks(text, index.tokens[end as usize - 1].span.end)
        },
    };
    let mut marks = marks(index, unit, slots);
    marks.retain(|it| it.overlaps(span));
    for mark in &mut marks {
        mark.start = mark.start.max(span.start);
        mark.end = mark.end.min(span.end);
    }
    (span, marks)
}

/// Everything in a unit that one of the slots matches, in order, overlaps joined.
pub(super) fn marks(index: &Index, unit: &Unit, slots: &[Slot]) -> Vec<Span> {
    let places = slots.iter().flat_map(|it| it.between(unit.first, unit.end));
    let mut spans: Vec<Span> = places
        .map(|place| {
            let first = index.tokens[place.token as usize].span;
            first.join(index.tokens[place.end() as usize - 1].span)
        })
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

/// All of a unit, as a span of its text.
fn extent(corpus: &Corpus, unit: &Unit) -> Option<Span> {
    let document = corpus.document(unit.document)?;
    match unit.passage {
        Some(passage) => Some(document.passages.get(passage as usize)?.span),
        None => Some(Span::of(&document.title)),
    }
}

fn n_words(index: &Index, unit: &Unit) -> u32 {
    let term = index.tokens.get(unit.first as usize);
    let term = term.map_or("", |it| index.terms[it.term as usize].as_str());
    let is_run = positions(term)
        .next()
        .is_some_and(|it| it.range.end < term.len());
    if is_run { 2 * N_WORDS } else { N_WORDS }
}

/// First token and end of the places that together weigh most and fit into `n_words`, each word
/// of the query counted once; of those the shortest, then the first. `None` when the unit holds
/// no place.
fn best_window(unit: &Unit, slots: &[Slot], n_words: u32) -> Option<(u32, u32)> {
    let mut places: Vec<(&Place, usize)> = (0..)
        .zip(slots)
        .flat_map(|(number, slot)| {
            let inside = slot.between(unit.first, unit.end).iter();
            inside.map(move |it| (it, number))
        })
        .collect();
    places.order_by_key(|it| it.0.token);
    let mut n_held = vec![0_u32; slots.len()];
    let mut left = 0;
    let mut best: Option<(f64, u32, u32)> = None;
    for right in 0..places.len() {
        let (place, slot) = places[right];
        n_held[slot] += 1;
        while left < right {
            let (first, slot) = places[left];
            let n = &mut n_held[slot];
            if *n == 1 && place.end() <= first.token + n_words {
                break;
            }
            *n -= 1;
            left += 1;
        }
        let held = slots.iter().zip(&n_held).filter(|it| *it.1 > 0);
        let weight: f64 = held.map(|it| it.0.weight).sum();
        let (first, end) = (places[left].0.token, place.end());
        if best.is_none_or(|it| weight > it.0 || weight == it.0 && end - first < it.2 - it.1) {
            best = Some((weight, first, end));
        }
    }
    best.map(|(_, first, end)| (first, end))
}

/// The token that begins the sentence of `first`, when it is at most `slack` tokens before.
fn sentence_start(
    index: &Index,
    corpus: &Corpus,
    unit: &Unit,
    first: u32,
    slack: u32,
) -> Option<u32> {
    let document = corpus.document(unit.document)?;
    let sentences = &document.passages.get(unit.passage? as usize)?.sentences;
    let at = index.tokens.get(first as usize)?.span.start;
    let sentence = sentences.get(
        sentences
            .partition_point(|it| it.start <= at)
            .checked_sub(1)?,
    )?;
    let tokens = &index.tokens[unit.first as usize..=first as usize];
    let start = unit.first + tokens.partition_point(|it| it.span.start < sentence.start) as u32;
    (first - start <= slack).then_some(start)
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
