//! From links to rows, and the order of the rows.

use super::Band;
use super::features::Sentence;
use super::links::{self, Link, POSSIBLE};
use super::score::Features;
use crate::order::Order;

/// How many sentences of one document a row may hold: one long sentence often tells what two or
/// three short ones do.
const MAX_OF_ONE: usize = 3;

/// How like a group a second sentence of one document must be, against how like each other its
/// sentences are: at 0 all that is like joins, above 1 hardly anything does; 0.6 to 0.8 differ
/// little.
const SECOND_SENTENCE: f32 = 0.7;

/// How like a sentence of another row what is left of a sentence must be, once all that its own
/// row says is taken out of it, for it to stand there too. On our five accounts what belongs has
/// 0.17 and more, what does not 0.15 and less.
const LEFT: f32 = 0.16;

/// Sentences that stand together, by index, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// Those whose own row this is: every sentence is in one group's.
    pub(super) sentences: Vec<usize>,
    /// Those of other rows that report this too.
    pub(super) also: Vec<usize>,
    /// `None` when all are of one document.
    pub(super) band: Option<Band>,
}

/// Puts every sentence into one group, joining along `links`, best first.
///
/// Average-link clustering: two groups join when their sentences are alike *on the whole*, so
/// that a chain of weak links does not drift from one topic to the next.
pub(super) fn groups(sentences: &[Sentence], features: &[Features], links: &[Link]) -> Vec<Group> {
    let mut group_of: Vec<usize> = (0..sentences.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..sentences.len()).map(|it| vec![it]).collect();
    for link in links {
        let (one, other) = (group_of[link.a], group_of[link.b]);
        if one != other && can_join(sentences, features, &groups[one], &groups[other]) {
            let joining = std::mem::take(&mut groups[other]);
            joining.iter().for_each(|&it| group_of[it] = one);
            groups[one].extend(joining);
        }
    }
    let filled = groups.into_iter().filter(|it| !it.is_empty());
    filled.map(|it| group(sentences, features, it)).collect()
}

/// Lets sentences that report two things stand in two rows: `near` are the pairs that are looked
/// at. A sentence gets at most one row more, where no sentence of its document stands yet.
pub(super) fn tell_twice(
    sentences: &[Sentence],
    features: &[Features],
    near: &[Link],
    groups: &mut [Group],
) {
    let mut group_of = vec![0; sentences.len()];
    for (at, group) in groups.iter().enumerate() {
        group.sentences.iter().for_each(|&it| group_of[it] = at);
    }
    let told = |group: usize, document: usize| {
        let group: &Group = &groups[group];
        let mut all = group.sentences.iter();
        all.any(|&it| sentences[it].document == document)
    };
    let mut offers: Vec<Link> = Vec::new();
    for &Link { a, b, .. } in near {
        for (a, b) in [(a, b), (b, a)] {
            let own = &groups[group_of[a]];
            if own.band.is_none() || told(group_of[b], sentences[a].document) {
                continue;
            }
            let others = pairs(sentences, &own.sentences, std::slice::from_ref(&a));
            let said: Vec<&Features> = others.map(|(other, _)| &features[other]).collect();
            let score = features[a].beside(&said).score(&features[b]);
            if score >= LEFT {
                offers.push(Link { a, b, score });
            }
        }
    }
    offers.order_by(|x, y| {
        let by_words = |it: &Link| (sentences[it.a].rank(), sentences[it.b].rank());
        (y.score.total_cmp(&x.score)).then_with(|| by_words(x).cmp(&by_words(y)))
    });
    let mut placed = vec![false; sentences.len()];
    for Link { a, b, .. } in offers {
        let to = &mut groups[group_of[b]];
        let document = sentences[a].document;
        let taken = (to.also.iter()).any(|&it| sentences[it].document == document);
        if !taken && !std::mem::replace(&mut placed[a], true) {
            to.also.push(a);
        }
    }
    for it in groups.iter_mut().filter(|it| !it.also.is_empty()) {
        let all = [it.sentences.as_slice(), it.also.as_slice()].concat();
        it.band = group(sentences, features, all).band;
    }
}

fn can_join(sentences: &[Sentence], features: &[Features], one: &[usize], other: &[usize]) -> bool {
    let likeness = |a: &[usize], b: &[usize]| {
        let pairs = pairs(sentences, a, b);
        mean(pairs.map(|(a, b)| score(features, a, b)))
    };
    let across = likeness(one, other).unwrap_or(0.0);
    let rivals = one.iter().any(|&a| {
        other
            .iter()
            .any(|&b| sentences[a].document == sentences[b].document)
    });
    // Links come best first, so what is together already is the better match; a second sentence
    // of one document must come near it.
    let inside = |it| likeness(it, it).unwrap_or(0.0);
    let already = || inside(one).max(inside(other));
    across >= POSSIBLE
        && room(sentences, one, other)
        && (!rivals || across >= SECOND_SENTENCE * already())
}

/// A group is as sure as the sentence that fits it least.
fn group(sentences: &[Sentence], features: &[Features], mut members: Vec<usize>) -> Group {
    members.order();
    let fit = |it: &usize| {
        let pairs = pairs(sentences, std::slice::from_ref(it), &members);
        mean(pairs.map(|(a, b)| score(features, a, b)))
    };
    let least = members.iter().filter_map(fit).min_by(f32::total_cmp);
    Group {
        band: least.map(links::band),
        sentences: members,
        also: Vec::new(),
    }
}

/// Whether no document has too many sentences in both together.
fn room(sentences: &[Sentence], one: &[usize], other: &[usize]) -> bool {
    let mut counts = [0; super::MAX_DOCUMENTS];
    for &it in one.iter().chain(other) {
        counts[sentences[it].document] += 1;
    }
    counts.iter().all(|&it| it <= MAX_OF_ONE)
}

/// Pairs of different documents, one of each group.
fn pairs<'a>(
    sentences: &'a [Sentence],
    one: &'a [usize],
    other: &'a [usize],
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let all = one
        .iter()
        .flat_map(move |&a| other.iter().map(move |&b| (a, b)));
    all.filter(|&(a, b)| sentences[a].document != sentences[b].document)
}

/// The same for (a, b) and (b, a), to the last bit.
fn score(features: &[Features], a: usize, b: usize) -> f32 {
    features[a.min(b)].score(&features[a.max(b)])
}

fn mean(scores: impl Iterator<Item = f32>) -> Option<f32> {
    let (count, sum) = scores.fold((0, 0.0), |(count, sum), it| (count + 1, sum + it));
    (count > 0).then(|| sum / count as f32)
}

/// The groups from top to bottom, by index: the order of the first document of `order`. What
/// only others report stands after the row that precedes it in their own document, or before the
/// row that follows it, or last when they share no row at all.
pub(super) fn arranged(sentences: &[Sentence], groups: &[Group], order: &[usize]) -> Vec<usize> {
    let mut group_of = vec![0; sentences.len()];
    for (at, group) in groups.iter().enumerate() {
        group.sentences.iter().for_each(|&it| group_of[it] = at);
    }
    // What stands before and after each group that has rows of its own further up.
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    let mut top = Vec::new();
    // By which document of `order` each group was placed.
    let mut placed: Vec<Option<usize>> = vec![None; groups.len()];
    for (place, &document) in order.iter().enumerate() {
        let own = (0..sentences.len()).filter(|&it| sentences[it].document == document);
        let mut previous = None;
        let mut waiting = Vec::new();
        for group in own.map(|it| group_of[it]) {
            if let Some(by) = placed[group] {
                // A row that an earlier document placed is where this one holds on.
                if by != place {
                    before[group].append(&mut waiting);
                    previous = Some(group);
                }
                continue;
            }
            placed[group] = Some(place);
            match previous {
                Some(previous) => after[previous].push(group),
                None => waiting.push(group),
            }
        }
        top.append(&mut waiting);
    }
    // Walks each group with what stands around it, without recursion: chains may be long.
    let mut arranged = Vec::with_capacity(groups.len());
    let mut stack: Vec<(usize, bool)> = top.into_iter().rev().map(|it| (it, false)).collect();
    while let Some((group, is_open)) = stack.pop() {
        if is_open {
            arranged.push(group);
            continue;
        }
        stack.extend(after[group].drain(..).rev().map(|it| (it, false)));
        stack.push((group, true));
        stack.extend(before[group].drain(..).rev().map(|it| (it, false)));
    }
    arranged
}

/// The groups of `order`, with those joined that are neighbors in one passage: what only one
/// document reports is read in one piece.
pub(super) fn joined(sentences: &[Sentence], groups: &[Group], order: &[usize]) -> Vec<Group> {
    // Sentences are numbered through, so neighbors follow each other.
    let follows = |last: &Group, next: &Group| match (last.sentences.last(), next.sentences.first())
    {
        (Some(&a), Some(&b)) => {
            let place = |it: usize| (sentences[it].document, sentences[it].passage);
            a + 1 == b && place(a) == place(b)
        }
        _ => false,
    };
    let mut rows: Vec<Group> = Vec::new();
    for group in order.iter().map(|&it| &groups[it]) {
        match rows.last_mut() {
            Some(last) if last.band.is_none() && group.band.is_none() && follows(last, group) => {
                last.sentences.extend(&group.sentences);
            }
            _ => rows.push(group.clone()),
        }
    }
    rows
}
