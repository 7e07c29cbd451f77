//! Which of a sentence's reports a quotation belongs to: the outermost one.
//!
//! “Peskov added that Putin and Abe agreed to “search …”” is Peskov's, and so is “Putin and Abe
//! agreed, according to Peskov, to “search …””. A report that stands beside another (“…, but
//! Jones replied that “…””) keeps what it introduces.

use super::super::reports::{Reach, Report};
use super::super::sources::{Form, Scene, Who};

/// The report that has the quotation at item `at`, and whether another, inner one was passed
/// over for it. `reports` are in order; agencies count only where nobody else speaks.
pub(in super::super) fn report<'s>(
    scene: &Scene<'_>,
    reports: &'s [Report],
    at: usize,
) -> Option<(&'s Report, bool)> {
    let n_before = reports.partition_point(|it| it.cue.start < at);
    let (before, after) = reports.split_at(n_before);
    let speaks = |it: &&Report| it.is_competent(scene) && !it.is_of_outlet();
    let onward = before
        .iter()
        .rev()
        .take(NEAR)
        .find(|it| it.reach == Reach::Onward && speaks(it));
    let around_before = before
        .iter()
        .rev()
        .take(NEAR)
        .find(|it| it.reach == Reach::Around && speaks(it));
    let around_after = after
        .iter()
        .take(NEAR)
        .find(|it| it.reach == Reach::Around && speaks(it));
    // What follows the quotation directly was put there for it.
    let follows = around_after.filter(|it| {
        let between = &scene.items()[at + 1..it.start().max(at + 1)];
        between.iter().all(|it| !it.is_word())
    });
    let around = follows.or(around_before).or(around_after);
    let chosen = match (onward, around) {
        (Some(onward), Some(around)) => {
            let stands_beside = around.cue.start < onward.cue.start;
            let is_vague = around.source.who == Who::Unknown && onward.source.who != Who::Unknown;
            if stands_beside || is_vague && around.cue.start > at {
                onward
            } else {
                around
            }
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => fallback(before, after)?,
    };
    // “X said “…”” passes over what is nearer only; “…, X said, …” over all that it stands in.
    let stands_in = chosen.reach == Reach::Around && chosen.end() != at;
    let passed_over = before.iter().rev().take(NEAR).any(|it| {
        it.source.who != chosen.source.who
            && !it.is_of_outlet()
            && (stands_in && it.reach == Reach::Onward || it.cue.start > chosen.cue.start)
    });
    Some((chosen, passed_over))
}

/// How many reports on either side are looked at.
const NEAR: usize = 8;

/// What is left when nobody speaks for himself: a relative clause (“who said “…””), an agency.
fn fallback<'s>(before: &'s [Report], after: &'s [Report]) -> Option<&'s Report> {
    let is_usable = |it: &&Report| it.source.form != Form::Outlet;
    before
        .iter()
        .rev()
        .take(NEAR)
        .find(is_usable)
        .or_else(|| after.iter().take(NEAR).find(|it| it.reach == Reach::Around))
        .or_else(|| before.last())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn what_one_says_of_another() {
        check("Jane Doe added that John Hill and Mark Roe agreed to [Jane Doe: go on].");
        check("John Hill and Mark Roe agreed, according to Jane Doe, to [Jane Doe: go on].");
    }

    #[test]
    fn a_camp_is_told_of() {
        check(
            "John Hill spoke. The first, he said, is the party, which holds that trade is [John Hill: worthless]; its members [John Hill: fan the flames].",
        );
    }

    #[test]
    fn it_speaks_for_nobody() {
        check(
            "The country makes no demands, Jane Doe said; it calls on others [Jane Doe: to keep their word].",
        );
    }

    #[test]
    fn beside_each_other() {
        check(
            "[Jane Doe: It is over,] Jane Doe said, but John Hill replied that it was [John Hill: not over].",
        );
    }

    #[test]
    fn agencies_do_not_outrank_people() {
        check("Jane Doe said it was [Jane Doe: over], Interfax reported.");
    }
}
