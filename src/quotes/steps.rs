//! Counts the steps of the analysis, for the test that they grow no faster than the text. Outside of
//! tests nothing is counted.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// So many items, marks or names were looked at.
#[cfg(not(test))]
#[inline(always)]
pub(super) fn steps(_n: usize) {}

/// So many items, marks or names were looked at.
#[cfg(test)]
pub(super) fn steps(n: usize) {
    STEPS.with(|it| it.set(it.get() + n as u64));
}

#[cfg(test)]
mod tests {
    use super::super::statements;
    use super::super::tests::document;
    use super::*;

    /// How many steps the statements of `text` take for each of its bytes.
    fn steps_a_byte(text: &str) -> f64 {
        let document = document(text);
        let before = STEPS.with(std::cell::Cell::get);
        std::hint::black_box(statements(&document));
        let n_steps = STEPS.with(std::cell::Cell::get) - before;
        n_steps as f64 / text.len() as f64
    }

    /// Steps for each byte of text, at most, whatever the text.
    const MOST: f64 = 25.0;

    /// Four times the text takes four times the steps.
    #[track_caller]
    fn check(name: &str, text: impl Fn(usize) -> String, size: usize) {
        let (small, large) = (steps_a_byte(&text(size / 4)), steps_a_byte(&text(size)));
        assert!(large < MOST, "{name}: {large:.1} steps a byte");
        assert!(
            large < small * 1.1 + 1.0,
            "{name}: {small:.1} steps a byte, then {large:.1}"
        );
    }

    #[test]
    fn a_million_opening_marks() {
        for mark in ["“", "\"", "«", "‘", "'", "「"] {
            check(mark, |n| mark.repeat(n), 1_000_000);
        }
    }

    #[test]
    fn one_line_of_ten_megabytes() {
        let sentence = "Jane Doe, the mayor, said “yes” and added that Hill told the ministry, who \
            agreed, that it was over; according to TASS, ";
        check("line", |n| sentence.repeat(n / sentence.len()), 10_000_000);
    }

    #[test]
    fn a_hundred_thousand_names() {
        let names = |n: usize| -> String {
            let of = |it: usize| {
                format!("Minister Jo{it} Smith of Bel{it} said “yes”. The minister said so. ")
            };
            (0..n).map(of).collect()
        };
        check("names", names, 100_000);
        let namesakes =
            |n: usize| -> String { (0..n).map(|it| format!("Al{it} Hill said. ")).collect() };
        check("namesakes", namesakes, 100_000);
    }

    #[test]
    fn runs_of_what_the_rules_look_for() {
        let runs = [
            "said ",
            "he said, ",
            "“a” said ",
            "Shinzo Abe ",
            "of the ",
            "according to ",
            "TASS ",
            "“A,” he said. ",
            "minister, ",
            "Putin and ",
            "(",
            ", ",
            "; ",
            "that ",
            "and said ",
            "in Abe's view ",
            "who said that ",
            "“a”\n\n",
            "“a\n\n",
            "山田首相は「は」と述べた",
            "сказал ",
        ];
        for run in runs {
            check(run, |n| run.repeat(n), 8_000);
        }
    }
}
