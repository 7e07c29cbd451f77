//! From links to rows, and the order of the rows.

use super::Band;
use super::links::{self, Basis, Link, POSSIBLE, TWICE};
use super::words::Sentence;
use crate::order::Order;
use crate::table::Table;

/// How many sentences of one document a row may hold: one long sentence often tells what two or
/// three short ones do.
const MAX_OF_ONE: usize = 3;

/// How like a group a second sentence of one document must be, against how like each other its
/// sentences are: at 0 all that is like joins, above 1 hardly anything does; 0.6 to 0.8 differ
/// little.
const SECOND_SENTENCE: f32 = 0.7;

/// How alike two groups must be on the whole to join. Two sentences alone need more
/// ([`POSSIBLE`]); among many there are always some that have less in common.
const JOINED: f32 = 0.5;

/// How like a sentence of another row what is left of a sentence must be, once all that its own
/// row says is taken out of it, for it to stand there too.
const LEFT: f32 = 0.16;

/// The links among the sentences that are compared, which are numbered through from 0 here.
pub(super) struct Linked {
    links: Vec<Link>,
    by_pair: Table<(f32, bool)>,
}

impl Linked {
    /// `links` come in any order; sentences that they are as strong for are told apart by `rank`.
    pub(super) fn new<'a, R: Ord>(mut links: Vec<Link>, rank: impl Fn(&Link) -> R + 'a) -> Linked {
        links.order_by(|x, y| {
            (y.strength.total_cmp(&x.strength)).then_with(|| rank(x).cmp(&rank(y)))
        });
        let mut by_pair: Table<(f32, bool)> = Table::default();
        for it in &links {
            let (strength, is_rejected) = by_pair.entry(pair(it.a, it.b));
            *strength = strength.max(it.strength);
            *is_rejected |= it.basis == Basis::Rejected;
        }
        Linked { links, by_pair }
    }

    /// How strongly two sentences are linked; 0 when they are not.
    fn strength(&self, a: usize, b: usize) -> f32 {
        self.of(a, b).0
    }

    fn of(&self, a: usize, b: usize) -> (f32, bool) {
        let key = pair(a.min(b) as u32, a.max(b) as u32);
        self.by_pair.get(key).copied().unwrap_or_default()
    }

    /// Whether somebody says that a sentence of `one` does not report what one of `other` does.
    fn are_rejected(&self, one: &[usize], other: &[usize]) -> bool {
        let mut pairs = one.iter().flat_map(|&a| other.iter().map(move |&b| (a, b)));
        pairs.any(|(a, b)| self.of(a, b).1)
    }
}

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

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

/// Puts every sentence into one group, joining along the links, strongest first.
///
/// Average-link clustering: two groups join when their sentences are alike *on the whole*, so
/// that a chain of weak links does not drift from one topic to the next.
pub(super) fn groups(sentences: &[Sentence], linked: &Linked) -> Vec<Group> {
    let mut group_of: Vec<usize> = (0..sentences.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..sentences.len()).map(|it| vec![it]).collect();
    for link in linked.links.iter().filter(|it| it.strength >= POSSIBLE) {
        let (one, other) = (group_of[link.a as usize], group_of[link.b as usize]);
        let joins = |one: &[usize], other: &[usize]| {
            !linked.are_rejected(one, other)
                && (link.basis == Basis::Confirmed || can_join(sentences, linked, one, other))
        };
        if one != other && joins(&groups[one], &groups[other]) {
            let joining = std::mem::take(&mut groups[other]);
            joining.iter().for_each(|&it| group_of[it] = one);
            groups[one].extend(joining);
        }
    }
    let filled = groups.into_iter().filter(|it| !it.is_empty());
    filled.map(|it| group(sentences, linked, it)).collect()
}

/// Lets sentences that report two things stand in two rows. A sentence gets at most one row more,
/// where no sentence of its document stands yet.
pub(super) fn tell_twice(sentences: &[Sentence], linked: &Linked, groups: &mut [Group]) {
    let mut group_of = vec![0; sentences.len()];
    for (at, group) in groups.iter().enumerate() {
        group.sentences.iter().for_each(|&it| group_of[it] = at);
    }
    let told = |group: usize, document: usize| {
        let group: &Group = &groups[group];
        let mut all = group.sentences.iter();
        all.any(|&it| sentences[it].document == document)
    };
    let mut offers: Vec<(usize, usize, f32)> = Vec::new();
    for link in &linked.links {
        let (a, b) = (link.a as usize, link.b as usize);
        for (a, b, left) in [(a, b, link.left[0]), (b, a, link.left[1])] {
            let to = group_of[b];
            if left >= LEFT
                && link.strength >= TWICE
                && groups[group_of[a]].band.is_some()
                && !told(to, sentences[a].document)
                && !linked.are_rejected(&[a], &groups[to].sentences)
            {
                offers.push((a, b, left));
            }
        }
    }
    // Stable, and the links are in order: what is left as much goes by them.
    offers.order_by(|x, y| y.2.total_cmp(&x.2));
    let mut placed = vec![false; sentences.len()];
    for (a, b, _) in offers {
        let to = &mut groups[group_of[b]];
        let document = sentences[a].document;
        let taken = (to.also.iter()).any(|&it| sentences[it].document == document);
        if !taken && !std::mem::replace(&mut placed[a], true) {
            to.also.push(a);
        }
    }
    for it in groups.iter_mut().filter(|it| !it.also.is_empty()) {
        let all = [it.sentences.as_slice(), it.also.as_slice()].concat();
        it.band = group(sentences, linked, all).band;
    }
}

fn can_join(sentences: &[Sentence], linked: &Linked, one: &[usize], other: &[usize]) -> bool {
    let likeness = |a: &[usize], b: &[usize]| {
        let pairs = pairs(sentences, a, b);
        mean(pairs.map(|(a, b)| linked.strength(a, b)))
    };
    let across = likeness(one, other).unwrap_or(0.0);
    let rivals = one.iter().any(|&a| {
        other
            .iter()
            .any(|&b| sentences[a].document == sentences[b].document)
    });
    // Links come strongest first, so what is together already is the better match; a second
    // sentence of one document must come near it.
    let inside = |it| likeness(it, it).unwrap_or(0.0);
    let already = || inside(one).max(inside(other));
    across >= JOINED
        && room(sentences, one, other)
        && (!rivals || across >= SECOND_SENTENCE * already())
}

/// A group is as sure as the sentence that fits it least.
fn group(sentences: &[Sentence], linked: &Linked, mut members: Vec<usize>) -> Group {
    members.order();
    let fit = |it: &usize| {
        let pairs = pairs(sentences, std::slice::from_ref(it), &members);
        mean(pairs.map(|(a, b)| linked.strength(a, b)))
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
