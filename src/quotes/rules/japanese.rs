//! Japanese: “山田首相は「…」と述べた”, “「…」と山田首相は語った”, “山田教授によると「…」”.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::super::reports::{Reach, Report};
use super::super::scan::Shape;
use super::super::sources::{Form, Scene, Source, Who};

/// How many items on either side of a piece are looked at.
const NEAR: usize = 40;

/// The report of a sentence with a piece in it.
pub(in super::super) fn report(scene: &Scene<'_>) -> Option<Report> {
    let sentence = scene.sentence.clone();
    let window = sentence.start..sentence.end.min(sentence.start + 2 * NEAR);
    let piece = window
        .clone()
        .find(|&it| scene.items()[it].quotation().is_some())?;
    let list = Lexicon::get();
    // “X によると”
    let by = (window.start..piece).find(|&it| {
        let word = tail(scene, it);
        list.japanese_sources.iter().any(|it| word.starts_with(it))
    });
    if let Some(by) = by {
        return Some(made(name_before(scene, by)?, by..by + 1));
    }
    let after = piece + 1;
    scene
        .get(after)
        .filter(|it| scene.scan.str(it.span).starts_with('と'))?;
    let (cue, cue_end) = (after..window.end).find_map(|it| {
        let word = tail(scene, it);
        let bare = word.strip_prefix('と').unwrap_or(word);
        let form = list.japanese_cues.iter().find(|it| bare.starts_with(*it))?;
        let length = (word.len() - bare.len() + form.len()) as u32;
        Some((it, scene.items()[it].span.start + length))
    })?;
    let is_of_cue = |it: &usize| scene.items()[*it].span.start < cue_end;
    let verb = cue..(cue..window.end).take_while(is_of_cue).count() + cue;
    let subject = (after..cue)
        .chain(window.start..piece)
        .find(|&it| ["は", "が", "も"].contains(&scene.scan.str(scene.items()[it].span)))?;
    Some(made(name_before(scene, subject)?, verb))
}

/// The text from an item on; verbs go over several.
fn tail<'a>(scene: &Scene<'a>, at: usize) -> &'a str {
    let text = scene.scan.text;
    &text[scene.items()[at].span.range().start..]
}

/// The items before `end` that name someone, and where the name alone stands.
fn name_before(scene: &Scene<'_>, end: usize) -> Option<(Range<usize>, Who)> {
    let is_name = |at: usize| {
        let item = &scene.items()[at];
        let word = scene.scan.str(item.span);
        item.shape == Shape::Lower && !word.starts_with(|c: char| ('ぁ'..='ん').contains(&c))
    };
    let mut start = end;
    while start > scene.sentence.start && end - start < 6 && is_name(start - 1) {
        start -= 1;
    }
    if start == end {
        return None;
    }
    let whole = scene.scan.span(start..end);
    let words = scene.scan.str(whole);
    let titles = &Lexicon::get().japanese_titles;
    let title = titles.iter().find(|it| words.ends_with(*it))?;
    let mut name = whole;
    name.end -= title.len() as u32;
    (!name.is_empty()).then_some((start..end, Who::Body(name)))
}

fn made((items, who): (Range<usize>, Who), cue: Range<usize>) -> Report {
    Report {
        cue,
        source: Source {
            items,
            form: Form::Name,
            who,
            is_shared: false,
        },
        reach: Reach::Around,
        is_embedded: false,
        has_clause: false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check;

    #[test]
    fn who_said() {
        check("山田一郎首相は記者会見で[山田一郎: 橋は来年完成する]と述べた。");
        check("[鈴木花子: 長く待っていた]と鈴木花子市長は語った。");
        check("プーチン大統領は[プーチン: 条約が必要だ]と指摘した。");
    }

    #[test]
    fn according_to() {
        check("佐藤健教授によると、橋は[佐藤健: 百年もつ]という。");
    }

    #[test]
    fn not_without_a_cue() {
        check("山田一郎首相は[=: 平和の橋]を渡った。");
    }
}
