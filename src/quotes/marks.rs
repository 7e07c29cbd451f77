//! Quotation marks: which opens, which closes, which is an apostrophe.
//!
//! Marks are paired inside one passage, never across a document, so that one stray mark spoils
//! one passage at most. A quotation may still run over several passages, as newspapers print it:
//! every passage opens with a mark and only the last one closes. It is then one piece a passage.
//! One pass over each passage, and one lookup into the next.

use super::steps::steps;
use crate::corpus::{Document, Passage};
use crate::text::{Span, is_word_char};

/// A piece in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The piece with its marks.
    pub(super) marked: Span,
    /// The piece without marks and without white space at its ends.
    pub(super) words: Span,
    /// Index of the passage.
    pub(super) passage: u32,
    /// Whether it goes on with the quotation of the passage before.
    pub(super) continues: bool,
}

/// The outermost pieces in quotation marks of running text, in order, empty ones left out. An
/// opening mark that nothing closes yields none.
pub(super) fn marked(document: &Document) -> Vec<Marked> {
    let text = document.text.as_str();
    let mut found = Vec::new();
    let mut marks = Vec::new();
    let mut open_before: Option<Family> = None;
    let mut body = document.body().peekable();
    while let Some((index, passage)) = body.next() {
        collect(text, passage.span, &mut marks);
        let next = body.peek().map(|(_, next)| *next);
        open_before = pair(text, index, passage, &marks, open_before, next, &mut found);
    }
    found
}

/// Marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// “ ” and „ “ and „ ”, and ” ”.
    Curly,
    /// " ", the wire forms `` '' among them.
    Straight,
    /// « » and » «.
    Angle,
    /// ‘ ’ and ‚ ‘.
    Single,
    /// ' '.
    StraightSingle,
    /// 「 」.
    Corner,
    /// 『 』.
    WhiteCorner,
}

/// One mark of a passage.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    family: Family,
    glyph: char,
    /// Stands where a quotation may begin: nothing but white space or an opening before it,
    /// and something after it.
    opens: bool,
    /// Stands where a quotation may end: something before it, and no letter after it.
    closes: bool,
}

fn collect(text: &str, span: Span, marks: &mut Vec<Mark>) {
    marks.clear();
    let inside = span.of_text(text);
    let bytes = inside.as_bytes();
    let mut at = 0;
    while let Some(skipped) = bytes[at..]
        .iter()
        .position(|it| !it.is_ascii() || matches!(it, b'"' | b'\'' | b'`'))
    {
        at += skipped;
        steps(1);
        // Every byte that was skipped is a letter of its own.
        let Some(c) = inside[at..].chars().next() else {
            return;
        };
        let start = at;
        at += c.len_utf8();
        let family = match c {
            '“' | '”' | '„' | '‟' => Family::Curly,
            '"' | '＂' => Family::Straight,
            '«' | '»' => Family::Angle,
            '‘' | '’' | '‚' => Family::Single,
            '\'' | '`' => Family::StraightSingle,
            '「' | '」' => Family::Corner,
            '『' | '』' => Family::WhiteCorner,
            _ => continue,
        };
        let is_doubled = family == Family::StraightSingle && inside[at..].starts_with(c);
        if c == '`' && !is_doubled {
            continue;
        }
        at += if is_doubled { 1 } else { 0 };
        let family = if is_doubled { Family::Straight } else { family };
        let before = inside[..start].chars().next_back();
        let after = inside[at..].chars().next();
        marks.push(Mark {
            start: span.start + start as u32,
            end: span.start + at as u32,
            family,
            glyph: c,
            opens: before.is_none_or(is_gap) && after.is_some_and(|it| !it.is_whitespace()),
            closes: before.is_some_and(|it| !it.is_whitespace())
                && !after.is_some_and(is_word_char),
        });
    }
}

/// Whether a quotation may begin directly after `c`.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '…')
        || matches!(c, '“' | '„' | '"' | '«' | '‘' | '\'' | '「' | '『')
}

/// How the marks of one passage behave, seen before any is paired.
#[derive(Clone, Copy, Debug, Default)]
struct Census {
    /// As many “ as ”, so that a second “ is one inside the first and no forgotten closing.
    curly_is_even: bool,
    /// Straight marks come in pairs, so that each second one closes.
    straight_is_even: bool,
    /// » begins and « ends.
    angle_is_reversed: bool,
    /// Starts of the last closing marks: an opening past them is an apostrophe.
    last_single: u32,
    last_straight_single: u32,
    /// Start of the last « and ».
    last_angle: [u32; 2],
}

impl Census {
    fn of(marks: &[Mark]) -> Census {
        let count = |glyph| marks.iter().filter(|it| it.glyph == glyph).count();
        let last = |glyph| {
            let mut all = marks.iter().rev();
            all.find(|it| it.glyph == glyph).map_or(0, |it| it.start)
        };
        let last_closing = |family| {
            let mut all = marks.iter().rev();
            all.find(|it| it.family == family && it.closes)
                .map_or(0, |it| it.start)
        };
        let straight = marks.iter().filter(|it| it.family == Family::Straight);
        let mut angles = marks.iter().filter(|it| it.family == Family::Angle);
        let last_angle = angles.clone().next_back().map(|it| it.glyph);
        Census {
            curly_is_even: count('“') == count('”'),
            straight_is_even: straight.count() % 2 == 0,
            angle_is_reversed: angles
                .find(|it| it.opens)
                .is_some_and(|first| first.glyph == '»')
                && last_angle == Some('«'),
            last_single: last_closing(Family::Single),
            last_straight_single: last_closing(Family::StraightSingle),
            last_angle: [last('«'), last('»')],
        }
    }

    /// Whether `mark` opens a quotation when none is open.
    fn opens(&self, mark: &Mark) -> bool {
        match mark.glyph {
            '“' | '„' | '‟' | '「' | '『' => true,
            '”' => mark.opens,
            '«' => !self.angle_is_reversed,
            // A » that nothing closes parts the links of a trail.
            '»' => self.angle_is_reversed && mark.opens && mark.start < self.last_angle[0],
            '‘' | '‚' => mark.opens && mark.start < self.last_single,
            '\'' if mark.family == Family::StraightSingle => {
                mark.opens && mark.start < self.last_straight_single
            }
            '」' | '』' | '’' => false,
            _ => self.straight_is_even || !mark.closes,
        }
    }

    /// What `mark` does inside a quotation that `open` began.
    fn inside(&self, open: &Mark, mark: &Mark) -> Inside {
        if mark.family != open.family {
            return Inside::Nothing;
        }
        match (open.glyph, mark.glyph) {
            ('「', '」') | ('『', '』') => Inside::Closes,
            ('「' | '『', _) => Inside::Nests,
            ('„' | '‟', '“' | '”') => Inside::Closes,
            ('”', '”') => Inside::Closes,
            ('“', '”') => Inside::Closes,
            ('“', '“') if mark.closes => Inside::Closes,
            ('“', '“') if self.curly_is_even => Inside::Nests,
            ('“', '“') => Inside::Restarts,
            ('«', '»') | ('»', '«') => Inside::Closes,
            ('«', '«') | ('»', '»') if mark.opens => Inside::Nests,
            ('‘', '’') | ('‚', '‘' | '’') if mark.closes => Inside::Closes,
            ('\'', '\'') if open.family == Family::StraightSingle && mark.closes => Inside::Closes,
            _ if open.family == Family::Straight => {
                if !self.straight_is_even && mark.opens && !mark.closes {
                    Inside::Restarts
                } else {
                    Inside::Closes
                }
            }
            _ => Inside::Nothing,
        }
    }
}

/// What a mark does to the quotation around it.
enum Inside {
    Closes,
    /// Opens another, inside.
    Nests,
    /// Shows that the one before was never closed.
    Restarts,
    Nothing,
}

/// Adds the pieces of one passage; returns the family that is still open at its end and goes on
/// in the next.
fn pair(
    text: &str,
    index: u32,
    passage: &Passage,
    marks: &[Mark],
    open_before: Option<Family>,
    next: Option<&Passage>,
    found: &mut Vec<Marked>,
) -> Option<Family> {
    let census = Census::of(marks);
    let mut push = |start: u32, words_start: u32, words_end: u32, end: u32, continues: bool| {
        let words = Span {
            start: words_start,
            end: words_end,
        }
        .trimmed(text);
        if words.of_text(text).chars().any(is_word_char) {
            found.push(Marked {
                marked: Span { start, end },
                words,
                passage: index,
                continues,
            });
        }
    };
    let body = passage.span.trimmed(text);
    let mut rest = marks;
    let mut open: Option<(&Mark, bool)> = None;
    let mut depth = 0_u32;
    if let (Some(family), Some((first, after))) = (open_before, marks.split_first()) {
        if first.start == body.start && first.family == family {
            open = Some((first, true));
            rest = after;
        } else if first.family == family && first.closes {
            // No mark at the start, but one that closes: the quotation of the passage before.
            push(body.start, body.start, first.start, first.end, true);
            rest = after;
        }
    }
    for mark in rest {
        steps(1);
        let Some((begun, continues)) = open else {
            if census.opens(mark) {
                open = Some((mark, false));
            }
            continue;
        };
        match census.inside(begun, mark) {
            Inside::Closes if depth > 0 => depth -= 1,
            Inside::Closes => {
                push(begun.start, begun.end, mark.start, mark.end, continues);
                open = None;
            }
            Inside::Nests => depth += 1,
            Inside::Restarts => {
                open = Some((mark, false));
                depth = 0;
            }
            Inside::Nothing => {}
        }
    }
    let (begun, continues) = open?;
    let goes_on = next.is_some_and(|next| continues_in(text, begun, next.span.trimmed(text)));
    if goes_on || continues {
        push(begun.start, begun.end, body.end, body.end, continues);
    }
    goes_on.then_some(begun.family)
}

/// Whether the quotation that `begun` opened goes on in the passage at `next`: it opens with the
/// same mark, or the first mark of this kind in it closes.
fn continues_in(text: &str, begun: &Mark, next: Span) -> bool {
    let mut marks = Vec::new();
    // A mark for mark look at the next passage costs as much as that passage will again.
    collect(text, next, &mut marks);
    let Some(first) = marks.iter().find(|it| it.family == begun.family) else {
        return false;
    };
    let singles = matches!(begun.family, Family::Single | Family::StraightSingle);
    first.glyph == begun.glyph && first.start == next.start
        || !singles
            && first.closes
            && !first.opens
            && first.glyph != '“'
            && marks.iter().filter(|it| it.family == begun.family).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::*;

    /// `⟦ ⟧` hold what must be found; passages are parted by ¶.
    #[track_caller]
    fn check(marked_text: &str) {
        let text = marked_text.replace(['⟦', '⟧'], "").replace('¶', "\n\n");
        let expected: Vec<&str> = marked_text
            .split('⟦')
            .skip(1)
            .filter_map(|part| part.split('⟧').next())
            .collect();
        let document = document(&text);
        let found: Vec<&str> = marked(&document)
            .iter()
            .map(|it| it.words.of_text(&document.text))
            .collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn every_family() {
        check("He said “⟦yes⟧” and \"⟦no⟧\" and «⟦maybe⟧» and „⟦so⟧“ and „⟦thus⟧”.");
        check("He said ‘⟦yes⟧’ and '⟦no⟧' and ``⟦maybe⟧'' and ''⟦so⟧''.");
        check("He said ”⟦yes⟧” and »⟦no⟧«, ‚⟦maybe⟧‘.");
        check("首相は「⟦条約を結ぶ⟧」、『⟦平和⟧』と述べた。");
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("It’s Japan’s and the girls’ and ’tis the boys' '90s.");
        check("It's Japan's, and he said '⟦it's ours⟧'.");
        check("He said ‘⟦it’s Japan’s⟧’.");
    }

    #[test]
    fn the_outermost_piece_counts() {
        check("He said: “⟦They call it ‘peace’ and “war”, too⟧”.");
        check("He said: «⟦They call it «peace», too⟧».");
        check("彼は「⟦「平和」だ⟧」と述べた。");
    }

    #[test]
    fn an_unclosed_mark_yields_nothing() {
        check("“We will rebuild, said the mayor.");
        check("\"We will rebuild, said the mayor.");
        check("“We will rebuild, he said. “⟦We start today.⟧”");
    }

    #[test]
    fn a_stray_mark_spoils_its_passage_only() {
        check("A 5\" pipe.¶He said \"⟦yes⟧\".");
        check("He said \"⟦yes⟧\" and left\".");
    }

    #[test]
    fn a_trail_of_links_is_no_quotation() {
        check("Home » Press » News");
        check("Home » Press » He said «⟦yes⟧»");
    }

    #[test]
    fn a_quotation_over_passages() {
        check("He said: “⟦We start.⟧¶“⟦We go on.⟧¶“⟦We end.⟧” He left.");
        check("He said: \"⟦We start.⟧¶\"⟦We go on.⟧¶\"⟦We end.⟧\" He left.");
        check("He said: “⟦We start.⟧¶⟦We end⟧”, he said.");
        check("“⟦We start.⟧¶“⟦We never end.⟧¶Nobody spoke.");
    }

    #[test]
    fn a_forgotten_closing_mark_before_another_passage() {
        check("He said: “We start.¶Then she said “⟦no⟧”.");
    }

    #[test]
    fn nothing_inside_is_nothing() {
        check("He said “” and \"\" and “ … ”.");
    }

    #[test]
    fn a_million_opening_marks_are_done_at_once() {
        let document = document(&"“".repeat(1_000_000));
        assert!(marked(&document).is_empty());
    }

    #[test]
    fn runs_of_any_mark_are_done_at_once() {
        for mark in ["\"", "«", "‘", "'", "「", "» ", "a“ ", " \"a", "“\n\n"] {
            let document = document(&mark.repeat(50_000));
            assert!(marked(&document).len() <= 50_000);
        }
    }
}
