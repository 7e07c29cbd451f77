//! The lists to narrow by, beside what they narrow; on a phone behind one button.

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

use super::{Element, button, element, source_mark};
use crate::app::hooks::{use_switch, use_value};
use crate::app::part::Part;
use crate::app::view::grouped;
use crate::corpus::DocumentId;

/// Longer lists are folded to this length until the reader asks for all.
const SHORT: usize = 12;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What toggling it reports.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// The source that it is, for its mark.
    pub source: Option<DocumentId>,
    /// How much it would leave.
    pub count: u32,
    /// Whether it is on.
    pub chosen: bool,
    /// Whether it is left out.
    pub excluded: bool,
}

/// Values with counts, each a checkbox; several chosen ones widen, lists narrow each other.
#[derive(Clone, PartialEq)]
pub struct Narrowing {
    /// What the values are.
    pub legend: &'static str,
    /// The values in order.
    pub choices: Vec<Choice>,
    /// Called with the value that was switched.
    pub on_toggle: Callback<String>,
    /// Called with the value that was left out, or no longer; where values cannot be, nothing.
    pub on_exclude: Option<Callback<String>>,
}

impl Narrowing {
    /// To values that can be chosen, not left out.
    pub fn to(
        legend: &'static str,
        choices: Vec<Choice>,
        on_toggle: Callback<String>,
    ) -> Narrowing {
        Narrowing {
            legend,
            choices,
            on_toggle,
            on_exclude: None,
        }
    }
}

/// A field for words.
#[derive(Clone, PartialEq)]
pub struct Within {
    /// What stands in it.
    pub words: String,
    /// Called with what is typed.
    pub on_words: Callback<String>,
}

/// A form of lists to narrow by. The button that unfolds it is seen on narrow windows only.
#[derive(Clone, PartialEq)]
pub struct Facets {
    /// A field to search within, above the lists.
    pub within: Option<Within>,
    /// How many values are chosen in all lists.
    pub n_chosen: usize,
    /// The lists.
    pub lists: Vec<Narrowing>,
    /// How many of them are shown before the reader asks for more; others only while they narrow.
    /// Every list shown is drawn anew with each letter of a search.
    pub n_first: usize,
}

impl Part for Facets {
    const NAME: &'static str = "facets";

    fn draw(&self, context: &mut HookContext) -> Html {
        use_facets(self).run(context)
    }
}

#[hook]
fn use_facets(props: &Facets) -> Html {
    let open = use_switch(false);
    // The legends of the lists that are shown whole.
    let whole = use_value(Vec::<&'static str>::new);
    let more = use_switch(false);
    let narrows = |it: &Narrowing| it.choices.iter().any(|it| it.chosen || it.excluded);
    let is_shown = |n: usize, it: &Narrowing| {
        !it.choices.is_empty() && (n < props.n_first || *more || narrows(it))
    };
    let numbered = || props.lists.iter().enumerate();
    let n_hidden = numbered()
        .filter(|it| !it.1.choices.is_empty() && !is_shown(it.0, it.1))
        .count();
    let shown = numbered().filter(|it| is_shown(it.0, it.1));
    let lists = shown.map(|(_, it)| {
        let unfold = {
            let (whole, legend) = (whole.clone(), it.legend);
            move || {
                let mut now = (*whole).clone();
                now.push(legend);
                whole.set(now);
            }
        };
        list(it, whole.contains(&it.legend), unfold)
    });
    let label = match props.n_chosen {
        0 => "Filters".to_owned(),
        n => format!("Filters ({n} on)"),
    };
    let is_open = *open;
    element("form")
        .class("facets")
        .set("aria-label", "Narrow by")
        .state("data-open", is_open)
        .on("submit", |event| event.prevent_default())
        .with(
            button(&label)
                .class("unfold")
                .state("aria-expanded", is_open)
                .on_click(move || open.set(!is_open)),
        )
        .with(
            element("div")
                .class("lists")
                .with_some(props.within.as_ref().map(within))
                .each(lists)
                .with(
                    button("more to narrow by")
                        .key("more")
                        .flag("hidden", n_hidden == 0)
                        .on_click({
                            let more = more.clone();
                            move || more.set(true)
                        }),
                ),
        )
        .into()
}

fn within(it: &Within) -> Element {
    let on_words = it.on_words.clone();
    let input = element("input")
        .set("type", "search")
        .set("autocomplete", "off")
        .value(&it.words)
        .on_words(move |words| on_words.emit(words));
    element("label")
        .class("within")
        .run_in("caps", "Search within")
        .with(input)
}

fn list(it: &Narrowing, whole: bool, unfold: impl Fn() + 'static) -> Element {
    let n_all = it.choices.len();
    let shown = (it.choices.iter().enumerate())
        .filter(|(n, choice)| whole || *n < SHORT || choice.chosen || choice.excluded);
    element("fieldset")
        .class("facet")
        .key(it.legend)
        .with(element("legend").run_in("caps", it.legend))
        .each(shown.map(|(_, choice)| {
            let (on_toggle, value) = (it.on_toggle.clone(), choice.value.clone());
            let input = element("input")
                .set("type", "checkbox")
                .checked(choice.chosen)
                .on("change", move |_| on_toggle.emit(value.clone()));
            let label = element("label")
                .with(input)
                .with_some(choice.source.map(source_mark))
                .run_in("label", &choice.label)
                .run_in("count", &grouped(choice.count.into()));
            let not = it.on_exclude.clone().map(|on_exclude| {
                let value = choice.value.clone();
                button("not")
                    .class("not")
                    .set("aria-label", &format!("not {}", choice.label))
                    .state("aria-pressed", choice.excluded)
                    .on_click(move || on_exclude.emit(value.clone()))
            });
            element("div")
                .class("choice")
                .key(&choice.value)
                .state("data-excluded", choice.excluded)
                .with(label)
                .with_some(not)
        }))
        .with(
            button(&format!("show all {n_all}"))
                .flag("hidden", whole || n_all <= SHORT)
                .on_click(unfold),
        )
}
