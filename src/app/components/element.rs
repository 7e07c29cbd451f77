//! Elements, put together by calls.
//!
//! Yew's `html!` writes out the making of each element, attribute and child wherever one stands;
//! half of the page's code was that. Here one piece of code makes them all, and an element on its
//! way is a single pointer, so a call costs a few bytes.
//!
//! Page translators and extensions tear text nodes apart, and Yew panics when it meets one that
//! has moved. So a text is the only child of its element, a *run*, and the run is made anew when
//! the words change (its key holds them): Yew never touches a text node that somebody has moved.

use std::fmt::Display;
use std::rc::Rc;

use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;
use yew::virtual_dom::{Listener, ListenerKind, VList, VTag, VText};

use crate::app::browser;
use crate::app::route::Route;

/// An element on its way to the page.
#[must_use = "an element is seen where another one holds it"]
pub struct Element(Box<Draft>);

struct Draft {
    tag: VTag,
    children: Vec<Html>,
}

/// An empty element.
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Draft {
        tag: VTag::new(tag),
        children: Vec::new(),
    }))
}

/// A button that says `label`.
pub fn button(label: &str) -> Element {
    element("button").set("type", "button").run(label)
}

/// A link that says `label`.
pub fn link(route: Route, label: &str) -> Element {
    element("a").to(route).run(label)
}

/// A run of text in a list, at a place of its own there.
pub fn run_at(place: impl Display, class: &str, text: &str) -> Element {
    let mut run = element("span").key(format!("{place} {text}")).class(class);
    let text = VText::new(AttrValue::from(text.to_owned()));
    run.0.children.push(text.into());
    run
}

impl Element {
    /// What tells it from its siblings, from one drawing to the next.
    pub fn key(mut self, key: impl Display) -> Element {
        self.0.tag.key = Some(key.to_string().into());
        self
    }

    /// An attribute.
    pub fn set(mut self, name: &'static str, value: &str) -> Element {
        let value = AttrValue::from(value.to_owned());
        self.0.tag.add_attribute(name, value);
        self
    }

    /// An attribute that says a number.
    pub fn number(self, name: &'static str, value: usize) -> Element {
        self.set(name, &value.to_string())
    }

    /// An attribute that says `true` or `false`.
    pub fn state(self, name: &'static str, on: bool) -> Element {
        self.set(name, if on { "true" } else { "false" })
    }

    /// An attribute that is there or not.
    pub fn flag(self, name: &'static str, on: bool) -> Element {
        if on { self.set(name, name) } else { self }
    }

    /// Classes; none when empty.
    pub fn class(self, class: &str) -> Element {
        if class.is_empty() {
            return self;
        }
        self.set("class", class)
    }

    /// Where a link leads.
    pub fn to(self, route: Route) -> Element {
        self.set("href", &route.href())
    }

    /// The key that presses it, shown on it.
    pub fn shortcut(self, key: &str) -> Element {
        self.set("aria-keyshortcuts", key)
            .with(element("kbd").run(key))
    }

    /// One of the items that `j` and `k` step through.
    pub fn item(self) -> Element {
        self.set("data-item", "").set("tabindex", "-1")
    }

    /// The state of a checkbox.
    pub fn checked(mut self, on: bool) -> Element {
        self.0.tag.set_checked(on);
        self
    }

    /// The words in a field.
    pub fn value(mut self, value: &str) -> Element {
        self.0.tag.set_value(value.to_owned());
        self
    }

    /// Where the browser's own element is found once it is drawn.
    pub fn found_by(mut self, node: &NodeRef) -> Element {
        self.0.tag.node_ref = node.clone();
        self
    }

    /// Does `then` on an event of a name, as in `click`.
    pub fn on(mut self, event: &'static str, then: impl Fn(Event) + 'static) -> Element {
        let then = Box::new(then);
        self.0.tag.add_listener(Rc::new(Ear { event, then }));
        self
    }

    /// Does `then` on a click.
    pub fn on_click(self, then: impl Fn() + 'static) -> Element {
        self.on("click", move |_| then())
    }

    /// Does `then` with what stands in a field, whenever that changes.
    pub fn on_words(self, then: impl Fn(String) + 'static) -> Element {
        self.on("input", move |event| {
            then(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    }

    /// Does `then` with what stands in a field, when that is changed and left or confirmed.
    pub fn on_changed(self, then: impl Fn(String) + 'static) -> Element {
        self.on("change", move |event| {
            then(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    }

    /// Does `then` on a key.
    pub fn on_key(self, then: impl Fn(KeyboardEvent) + 'static) -> Element {
        self.on("keydown", move |event| {
            then(browser::key_event(event));
        })
    }

    /// A child.
    pub fn with(mut self, child: impl Into<Html>) -> Element {
        self.0.children.push(child.into());
        self
    }

    /// A child that may be missing; what follows keeps its place all the same.
    pub fn with_some(self, child: Option<Element>) -> Element {
        self.with(child.map_or_else(Html::default, Html::from))
    }

    /// Children that are a list of their own among their siblings.
    pub fn each(self, children: impl IntoIterator<Item = Element>) -> Element {
        let children = children.into_iter().map(Html::from).collect();
        self.with(VList::with_children(children, None))
    }

    /// A run of text. Two runs of one element lie at different places, so their keys differ though
    /// their words may not.
    pub fn run(self, text: &str) -> Element {
        self.run_in("", text)
    }

    /// A run of text with a class.
    pub fn run_in(self, class: &str, text: &str) -> Element {
        let place = self.0.children.len();
        self.with(run_at(place, class, text))
    }
}

impl From<Element> for Html {
    fn from(Element(draft): Element) -> Html {
        let Draft { mut tag, children } = *draft;
        if let Some(place) = tag.children_mut() {
            *place = VList::with_children(children, None).into();
        }
        tag.into()
    }
}

/// Hears the events of one name.
struct Ear {
    event: &'static str,
    then: Box<dyn Fn(Event)>,
}

impl Listener for Ear {
    fn kind(&self) -> ListenerKind {
        ListenerKind::other(self.event.into())
    }

    fn handle(&self, event: Event) {
        (self.then)(event);
    }

    fn passive(&self) -> bool {
        self.event == "scroll"
    }
}
