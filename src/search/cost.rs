//! What a slip of the finger costs: the likelier, the less.
//!
//! The distances of `slips` say what is looked at; these costs say what comes first. The kinds
//! follow Kernighan, Church and Gale, “A Spelling Correction Program Based on a Noisy Channel
//! Model” (1990): swapped and doubled letters, vowels and neighboring keys are the common ones, and
//! the first letter is seldom wrong.

/// An edit without excuse. The others in the same unit.
const EDIT: u8 = 8;
const SWAP: u8 = 5;
const DOUBLED: u8 = 5;
const VOWEL: u8 = 6;
const NEIGHBOR: u8 = 6;

/// What an edit of the first letter costs more.
const FIRST: u8 = 4;

/// Rows of keys, each key under the two that it touches.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// What it costs to make `term` of `word`, or with `as_beginning` any beginning of it. Costs the
/// product of their lengths.
pub(super) fn cost(word: &[char], term: &[char], as_beginning: bool) -> u8 {
    let mut rows = [
        vec![],
        vec![],
        (0..=term.len())
            .map(|at| inserted(word, 0, term, at))
            .collect(),
    ];
    for at in 1..=word.len() {
        rows.rotate_left(1);
        let mut row: Vec<u8> = Vec::with_capacity(term.len() + 1);
        for to in 0..=term.len() {
            let above = rows[1][to];
            let mut least = above.saturating_add(removed(word, at));
            if to > 0 {
                let (letter, other) = (word[at - 1], term[to - 1]);
                let change = rows[1][to - 1].saturating_add(changed(letter, other, at));
                let insert = row[to - 1].saturating_add(one_inserted(word, at, term, to));
                least = least.min(change).min(insert);
                if at > 1 && to > 1 && letter == term[to - 2] && word[at - 2] == other {
                    let first = if at == 2 { FIRST } else { 0 };
                    least = least.min(rows[0][to - 2].saturating_add(SWAP + first));
                }
            }
            row.push(least);
        }
        rows[2] = row;
    }
    let last = &rows[2];
    match as_beginning {
        true => last.iter().copied().min().unwrap_or(u8::MAX),
        false => last[term.len()],
    }
}

/// The first `to` letters of `term`, written before any of `word`.
fn inserted(word: &[char], at: usize, term: &[char], to: usize) -> u8 {
    let all = (1..=to).map(|to| one_inserted(word, at, term, to));
    all.fold(0, u8::saturating_add)
}

/// The `to`th letter of `term`, missing behind the `at`th of `word`.
fn one_inserted(_: &[char], at: usize, term: &[char], to: usize) -> u8 {
    let is_doubled = to > 1 && term[to - 2] == term[to - 1];
    let first = if at == 0 { FIRST } else { 0 };
    first + if is_doubled { DOUBLED } else { EDIT }
}

/// The `at`th letter of `word`, which is too much.
fn removed(word: &[char], at: usize) -> u8 {
    let is_doubled = at > 1 && word[at - 2] == word[at - 1];
    let first = if at == 1 { FIRST } else { 0 };
    first + if is_doubled { DOUBLED } else { EDIT }
}

fn changed(letter: char, other: char, at: usize) -> u8 {
    let is_vowel = |it: char| "aeiouyаеиоуыэюя".contains(it);
    let first = if at == 1 { FIRST } else { 0 };
    match letter == other {
        true => 0,
        false if is_vowel(letter) && is_vowel(other) => VOWEL + first,
        false if are_neighbors(letter, other) => NEIGHBOR + first,
        false => EDIT + first,
    }
}

fn are_neighbors(a: char, b: char) -> bool {
    let place = |c: char| {
        let rows = (0_i32..).zip(KEYS);
        rows.filter_map(|(row, keys)| Some((row, keys.find(c)? as i32)))
            .next()
    };
    match (place(a), place(b)) {
        (Some((row, column)), Some((other_row, other))) => match other_row - row {
            0 => (other - column).abs() == 1,
            1 => other == column || other == column - 1,
            -1 => other == column || other == column + 1,
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, term: &str, expected: u8) {
        let letters = |it: &str| it.chars().collect::<Vec<char>>();
        assert_eq!(
            cost(&letters(word), &letters(term), false),
            expected,
            "{word} {term}"
        );
    }

    #[test]
    fn the_likelier_the_less() {
        check("treaty", "treaty", 0);
        check("traety", "treaty", SWAP);
        check("treatty", "treaty", DOUBLED);
        check("tresty", "treaty", NEIGHBOR);
        check("treity", "treaty", VOWEL);
        check("trebty", "treaty", EDIT);
        check("reaty", "treaty", EDIT + FIRST);
        check("acomodate", "accommodate", 2 * DOUBLED);
    }

    #[test]
    fn a_beginning_costs_no_more_than_its_slip() {
        let letters = |it: &str| it.chars().collect::<Vec<char>>();
        assert_eq!(cost(&letters("delca"), &letters("declaration"), true), SWAP);
    }
}
