//! Which words of a sorted list are a slip of the finger away.

/// Longest word that is corrected, in letters. Longer ones are addresses or noise.
const MAX_LETTERS: usize = 32;

/// The terms within `max` edits of `word`, with their distance, in order.
///
/// An edit inserts, removes or changes one letter or swaps two neighbors, and nothing is edited
/// twice (optimal string alignment). With `as_beginning` it is enough that the term *begins* with
/// something that near. `terms` are sorted and unique; terms with digits are never near anything.
///
/// The table is kept a row for each letter of the current term, so that terms with the same
/// beginning share their rows, and a beginning that is already too far skips all its terms at
/// once: a walk over a trie that was never built.
pub(super) fn near(terms: &[String], word: &str, max: u8, as_beginning: bool) -> Vec<(u32, u8)> {
    let word: Vec<char> = word.chars().collect();
    let mut found = Vec::new();
    if word.len() > MAX_LETTERS {
        return found;
    }
    let mut table = Table::new(word);
    let mut at = 0;
    while let Some(term) = terms.get(at) {
        let shared = table.n_shared(term);
        table.truncate(shared);
        let mut next = at + 1;
        let mut edits = None;
        for (start, c) in term.char_indices().skip(shared) {
            table.push(c);
            let distance = table.distance();
            let accepted = as_beginning && distance <= max;
            if accepted || table.is_lost(max) {
                let beginning = &term[..start + c.len_utf8()];
                next = at + terms[at..].partition_point(|it| it.starts_with(beginning));
                edits = accepted.then_some(distance);
                break;
            }
            if start + c.len_utf8() == term.len() && distance <= max {
                edits = Some(distance);
            }
        }
        if let Some(edits) = edits {
            found.extend(
                (at..next)
                    .filter(|&it| !terms[it].contains(|c: char| c.is_numeric()))
                    .map(|it| (it as u32, edits)),
            );
        }
        at = next;
    }
    found
}

/// Rows of the edit distance table, one for each letter of the path so far, and the first.
struct Table {
    word: Vec<char>,
    path: Vec<char>,
    rows: Vec<u8>,
}

impl Table {
    fn new(word: Vec<char>) -> Table {
        // No distance exceeds this length, so bytes are wide enough.
        let rows = (0..=word.len() as u8).collect();
        Table {
            word,
            path: Vec::new(),
            rows,
        }
    }

    fn width(&self) -> usize {
        self.word.len() + 1
    }

    /// How many letters `term` begins with that the path has too.
    fn n_shared(&self, term: &str) -> usize {
        term.chars()
            .zip(&self.path)
            .take_while(|(c, on_path)| c == *on_path)
            .count()
    }

    fn truncate(&mut self, n_letters: usize) {
        self.path.truncate(n_letters);
        self.rows.truncate((n_letters + 1) * self.width());
    }

    fn push(&mut self, c: char) {
        let width = self.width();
        let above = self.rows.len() - width;
        let n = self.path.len();
        self.rows.push(self.rows[above].saturating_add(1));
        for column in 1..width {
            let letter = self.word[column - 1];
            let change = self.rows[above + column - 1] + u8::from(letter != c);
            let insert = self.rows[above + column] + 1;
            let remove = self.rows[above + width + column - 1] + 1;
            let mut least = change.min(insert).min(remove);
            if n > 0 && column > 1 && letter == self.path[n - 1] && self.word[column - 2] == c {
                least = least.min(self.rows[above - width + column - 2] + 1);
            }
            self.rows.push(least);
        }
        self.path.push(c);
    }

    /// The distance of the path to the word.
    fn distance(&self) -> u8 {
        *self.rows.last().expect("the first row is never removed")
    }

    /// Whether no way on leads to a distance of at most `max`. A swap looks back two rows.
    fn is_lost(&self, max: u8) -> bool {
        let mut rows = self.rows.rchunks(self.width());
        let mut least = || rows.next().and_then(|it| it.iter().min());
        least().is_none_or(|&it| it > max) && least().is_none_or(|&it| it >= max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, max: u8, as_beginning: bool, expected: &[(&str, u8)]) {
        let mut terms: Vec<String> = [
            "declaration",
            "declarations",
            "kishida",
            "kuril",
            "kurils",
            "peace",
            "piece",
            "place",
            "shikotan",
            "treaty",
            "1956",
            "1965",
        ]
        .map(str::to_owned)
        .to_vec();
        terms.sort();
        let found: Vec<(&str, u8)> = near(&terms, word, max, as_beginning)
            .into_iter()
            .map(|(term, edits)| (terms[term as usize].as_str(), edits))
            .collect();
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn one_edit_of_each_kind() {
        check("kishda", 1, false, &[("kishida", 1)]);
        check("kishiida", 1, false, &[("kishida", 1)]);
        check("kishita", 1, false, &[("kishida", 1)]);
        check("declaratoin", 1, false, &[("declaration", 1)]);
        check("pece", 1, false, &[("peace", 1), ("piece", 1)]);
        check("hsikotan", 1, false, &[("shikotan", 1)]);
    }

    #[test]
    fn two_edits() {
        check("shkotn", 1, false, &[]);
        check("shkotn", 2, false, &[("shikotan", 2)]);
    }

    #[test]
    fn beginnings() {
        check(
            "declaratoi",
            1,
            true,
            &[("declaration", 1), ("declarations", 1)],
        );
        check("kurli", 1, true, &[("kuril", 1), ("kurils", 1)]);
    }

    #[test]
    fn numbers_are_never_near() {
        check("1956", 1, false, &[]);
    }
}
