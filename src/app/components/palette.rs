//! Going anywhere by a fragment of its name.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{element, highlighted, source_mark};
use crate::app::browser;
use crate::app::hooks::{use_address, use_answer, use_dialog, use_shelf, use_value};
use crate::app::part::Part;
use crate::app::route::{CompareRoute, NamesRoute, QuotesRoute, Route, TimelineRoute};
use crate::corpus::DocumentId;
use crate::finder::{Finder, Match};
use crate::names::NameKind;
use crate::order::Order;
use crate::protocol::{GoToQuestion, Place, PlaceKind, Shelf};

/// Longest list shown.
const MAX_SHOWN: usize = 12;

/// The palette, on Ctrl K or Cmd K: sources, speakers, names, views and commands.
#[derive(Clone, PartialEq)]
pub struct Palette {
    /// Whether it is shown.
    pub open: bool,
    /// It was closed, by a choice or without.
    pub on_close: Callback<()>,
}

/// What choosing an entry does.
#[derive(Clone, PartialEq)]
enum Target {
    Go(Route),
    /// Presses the button that a selector finds.
    Press(&'static str),
    Print,
}

#[derive(Clone, PartialEq)]
struct Entry {
    sort: &'static str,
    label: String,
    source: Option<DocumentId>,
    found: Match,
    target: Target,
}

impl Part for Palette {
    const NAME: &'static str = "palette";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_palette(self).run(context)
    }
}

/// The button that gives what to paste.
const EMBED: &str = ".tools .embed";

#[hook]
fn use_palette(props: &Palette) -> Html {
    let pattern = use_value(String::new);
    let chosen = use_value(|| 0_usize);
    let address = use_address();
    let shelf = use_shelf();
    let places = use_answer(GoToQuestion {
        pattern: (*pattern).clone(),
        limit: MAX_SHOWN as u32,
    });
    let clear = {
        let (pattern, chosen) = (pattern.clone(), chosen.clone());
        Callback::from(move |()| {
            pattern.set(String::new());
            chosen.set(0);
        })
    };
    let dialog = use_dialog(props.open, clear);
    let places: &[Place] = places.shown().map_or(&[], |it| it.as_slice());
    let mut entries = entries(&pattern, places, &shelf);
    // A piece of another page is not given on.
    let is_embedded = address.mount.is_embedded();
    entries.retain(|it| !is_embedded || !matches!(it.target, Target::Press(EMBED)));
    let is_large = shelf.is_large();
    entries.retain(|it| match &it.target {
        Target::Go(route) => !is_large || !route.takes_all(),
        Target::Press(_) | Target::Print => true,
    });
    let entries: Rc<[Entry]> = entries.into();
    let act = {
        let (address, entries, on_close) =
            (address.clone(), entries.clone(), props.on_close.clone());
        Callback::from(move |n: usize| {
            let Some(entry) = entries.get(n) else {
                return;
            };
            on_close.emit(());
            match &entry.target {
                Target::Go(route) => address.go.emit(route.clone()),
                Target::Press(selector) => {
                    if let Some(dialog) = address.mount.find("dialog.palette") {
                        dialog.unchecked_into::<HtmlDialogElement>().close();
                    }
                    if let Some(button) = address.mount.find(selector) {
                        button.click();
                    }
                }
                Target::Print => browser::print(),
            }
        })
    };
    let typed = {
        let (pattern, chosen) = (pattern.clone(), chosen.clone());
        move |words| {
            pattern.set(words);
            chosen.set(0);
        }
    };
    let pressed = {
        let (chosen, act) = (chosen.clone(), act.clone());
        let n = entries.len();
        move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => n.saturating_sub(1),
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    act.emit(*chosen);
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if n > 0 {
                chosen.set((*chosen + step) % n);
            }
        }
    };
    let field = element("input")
        .set("type", "text")
        .set("role", "combobox")
        .set("aria-label", "A fragment of the name")
        .state("aria-expanded", true)
        .set("aria-controls", "palette-list")
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("placeholder", "A source, a speaker, a name, a view")
        .value(&pattern)
        .on_words(typed)
        .on_key(pressed);
    let field = match entries.is_empty() {
        true => field,
        false => field.set("aria-activedescendant", &format!("palette-{}", *chosen)),
    };
    let options = entries.iter().enumerate().map(|(n, entry)| {
        let act = act.clone();
        element("li")
            .key(format!("{}/{}", entry.sort, entry.label))
            .set("id", &format!("palette-{n}"))
            .set("role", "option")
            .state("aria-selected", n == *chosen)
            .on_click(move || act.emit(n))
            .with_some(entry.source.map(source_mark))
            .with(highlighted(&entry.label, &entry.found.marks))
            .run_in("quiet", entry.sort)
    });
    let on_close = props.on_close.clone();
    element("dialog")
        .class("palette")
        .found_by(&dialog)
        .set("aria-label", "Go to")
        .on("close", move |_| on_close.emit(()))
        .with(field)
        .with(
            element("ul")
                .set("id", "palette-list")
                .set("role", "listbox")
                .set("aria-label", "Places to go")
                .each(options),
        )
        .with(
            element("p")
                .class("empty")
                .flag("hidden", !entries.is_empty())
                .run("Nothing here has these letters in this order."),
        )
        .into()
}

/// Views, commands and the engine's places under one pattern, best first.
fn entries(pattern: &str, places: &[Place], shelf: &Shelf) -> Vec<Entry> {
    let finder = Finder::new(pattern);
    let first = shelf.sources.iter().take(crate::engine::MAX_COMPARED);
    let all = CompareRoute::of(first.map(|it| it.key.clone()).collect());
    let fixed = [
        ("view", "Overview", Target::Go(Route::overview())),
        ("view", "Search", Target::Go(Route::of_query(String::new()))),
        (
            "view",
            "Quotes",
            Target::Go(Route::Quotes(QuotesRoute::default())),
        ),
        (
            "view",
            "Compare",
            Target::Go(Route::Compare(CompareRoute::default())),
        ),
        (
            "view",
            "Names",
            Target::Go(Route::Names(NamesRoute::default())),
        ),
        (
            "view",
            "Timeline",
            Target::Go(Route::Timeline(TimelineRoute::default())),
        ),
        ("view", "Corpus", Target::Go(Route::Corpus)),
        (
            "command",
            "Count many queries",
            Target::Go(Route::Counts(String::new())),
        ),
        (
            "command",
            "Compare the first sources",
            Target::Go(Route::Compare(all)),
        ),
        ("command", "Print this page", Target::Print),
        ("command", "Show this in another page", Target::Press(EMBED)),
        (
            "command",
            "Keys and help",
            Target::Press("[aria-keyshortcuts='?']"),
        ),
    ];
    let fixed = fixed.into_iter().filter_map(|(sort, label, target)| {
        Some(Entry {
            sort,
            label: label.to_owned(),
            source: None,
            found: finder.find(label)?,
            target,
        })
    });
    let places = places.iter().filter_map(|place| {
        let (sort, source, target) = match &place.kind {
            PlaceKind::Source(id) => {
                let key = &shelf.source(*id)?.key;
                ("source", Some(*id), Route::read(key))
            }
            PlaceKind::Speaker(name) => {
                let route = QuotesRoute::of_speaker(name);
                ("speaker", None, Route::Quotes(route))
            }
            PlaceKind::Name(kind) => {
                let sort = match kind {
                    NameKind::Person => "person",
                    NameKind::Place => "place",
                    NameKind::Body => "body",
                    NameKind::Event => "event or treaty",
                };
                (sort, None, Route::of_query(format!("\"{}\"", place.label)))
            }
        };
        Some(Entry {
            sort,
            label: place.label.clone(),
            source,
            found: place.found.clone(),
            target: Target::Go(target),
        })
    });
    let mut entries: Vec<Entry> = if pattern.trim().is_empty() {
        fixed.take(6).chain(places).collect()
    } else {
        places.chain(fixed).collect()
    };
    entries.order_by_key(|it| std::cmp::Reverse(it.found.score));
    entries.truncate(MAX_SHOWN);
    entries
}
