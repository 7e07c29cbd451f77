//! Runs of text, each alone in an element of its own.
//!
//! Page translators and extensions tear text nodes apart, and Yew panics when it meets one that
//! has moved. So a text is the only child of its element, and the element is made anew when the
//! words change (its key holds them): Yew never touches a text node that somebody has moved.
//!
//! Functions rather than components: a page has hundreds of runs, and each component costs code
//! and a life cycle.

use std::panic::Location;

use yew::prelude::*;
use yew::virtual_dom::Key;

/// A run of text.
#[track_caller]
pub fn run(text: impl Into<AttrValue>) -> Html {
    element(Location::caller(), Classes::new(), text.into())
}

/// A run of text with a class.
#[track_caller]
pub fn run_in(class: impl Into<Classes>, text: impl Into<AttrValue>) -> Html {
    element(Location::caller(), class.into(), text.into())
}

/// A run of text in a list, at a place of its own there.
pub fn run_at(
    place: impl std::fmt::Display,
    class: impl Into<Classes>,
    text: impl Into<AttrValue>,
) -> Html {
    let text = text.into();
    keyed(Key::from(format!("{place} {text}")), class.into(), text)
}

/// Two runs of one element have different callers, so their keys differ though their words may not.
fn element(caller: &Location<'_>, class: Classes, text: AttrValue) -> Html {
    let key = format!("{}:{} {text}", caller.line(), caller.column());
    keyed(Key::from(key), class, text)
}

fn keyed(key: Key, class: Classes, text: AttrValue) -> Html {
    html! {
        <span {key} {class}>{ text }</span>
    }
}
