//! What the reader says of sentences that stand together, kept in this browser.

use yew::Callback;

use crate::app::browser;
use crate::app::components::{Element, button, element};
use crate::app::view::count;
use crate::compare::{Cell, Place, Review};
use crate::text::on_one_line;

const KEPT: &str = "crossread-links";

/// More are not kept; the oldest goes.
const MOST: usize = 500;

/// So many words of a sentence are shown of what was said of it.
const WORDS_SHOWN: usize = 7;

/// What is kept: a review a line, the last one first. A line that is none is passed over.
pub(super) fn kept() -> Vec<Review> {
    let lines = browser::kept_lines(KEPT);
    let reviews = lines.iter().filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let same = match cells.next()?.as_str() {
            "same" => true,
            "different" => false,
            _ => return None,
        };
        let mut place = || {
            Some(Place {
                source: cells.next()?,
                words: cells.next()?,
            })
        };
        let sentences = [place()?, place()?];
        Some(Review { same, sentences })
    });
    reviews.take(MOST).collect()
}

/// Keeps what is said of two sentences, or with `None` nothing; all reviews after that, or `None`
/// where the browser keeps nothing.
pub(super) fn review(sentences: [Place; 2], same: Option<bool>) -> Option<Vec<Review>> {
    // Another window may have changed them meanwhile.
    let mut now = kept();
    now.retain(|it| !it.is_of(&sentences));
    if let Some(same) = same {
        now.insert(0, Review { same, sentences });
        now.truncate(MOST);
    }
    keep(&now).then_some(now)
}

/// Forgets them all; whether the browser does.
pub(super) fn forget() -> bool {
    keep(&[])
}

fn keep(reviews: &[Review]) -> bool {
    let lines: Vec<String> = reviews
        .iter()
        .map(|it| {
            let [one, other] = &it.sentences;
            let verdict = if it.same { "same" } else { "different" };
            [
                verdict,
                &one.source,
                &one.words,
                &other.source,
                &other.words,
            ]
            .join("\t")
        })
        .collect();
    browser::keep_lines(KEPT, &lines)
}

/// How the sentence of `cell` is named to the engine and in a file.
pub(super) fn place(source: &str, text: &str, cell: &Cell) -> Place {
    Place {
        source: source.to_owned(),
        words: on_one_line(cell.sentence.of_text(text)),
    }
}

/// The question whether two sentences report the same thing, with what was said of them. What is
/// pressed twice is taken back. `has_keys`: whether `y` and `r` press it.
pub(super) fn question(
    sentences: [Place; 2],
    lead: &str,
    reviews: &[Review],
    has_keys: bool,
    on_review: &Callback<([Place; 2], Option<bool>)>,
) -> Element {
    let said = reviews.iter().find(|it| it.is_of(&sentences));
    let said = said.map(|it| it.same);
    let answer = |label, key, same| {
        let (sentences, on_review) = (sentences.clone(), on_review.clone());
        let is_said = said == Some(same);
        let answer = button(label)
            .state("aria-pressed", is_said)
            .on_click(move || on_review.emit((sentences.clone(), (!is_said).then_some(same))));
        match has_keys {
            true => answer.shortcut(key),
            false => answer,
        }
    };
    element("p")
        .key("review")
        .class("review")
        .run(&format!("The same as {lead} says? "))
        .with(answer("yes", "y", true))
        .with(answer("no", "r", false))
}

/// All that the reader has said, each to be taken back.
pub(super) fn list(
    reviews: &[Review],
    on_review: &Callback<([Place; 2], Option<bool>)>,
    on_save: impl Fn() + 'static,
    on_forget: impl Fn() + 'static,
) -> Element {
    let items = reviews.iter().enumerate().map(|(n, it)| {
        let [one, other] = it.sentences.each_ref().map(shown);
        let says = match it.same {
            true => "the same",
            false => "not the same",
        };
        let (sentences, on_review) = (it.sentences.clone(), on_review.clone());
        element("li")
            .key(n)
            .run(&format!("{one} and {other}: {says}. "))
            .with(button("take back").on_click(move || on_review.emit((sentences.clone(), None))))
    });
    element("section")
        .class("reviews")
        .flag("hidden", reviews.is_empty())
        .with(element("h2").run("What you said"))
        .with(element("ul").each(items))
        .with(
            element("p")
                .class("acts")
                .run(&format!("{} said. ", count(reviews.len() as u32, "pair")))
                .with(button("save as links.csv").on_click(on_save))
                .with(button("forget all").on_click(on_forget)),
        )
}

/// “The leaders agreed to …” (tass-abe-2018).
fn shown(place: &Place) -> String {
    let mut words = place.words.split(' ');
    let first: Vec<&str> = words.by_ref().take(WORDS_SHOWN).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    let source = crate::protocol::readable(&place.source);
    format!("“{}{more}” ({source})", first.join(" "))
}
