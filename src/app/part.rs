//! Parts of the page that have hooks of their own, all of them one component.
//!
//! Yew writes out how a component is made, drawn, changed and ended for each type of component,
//! some four kilobytes of wasm every time. Here there is one type, and what it draws is a value.

use std::any::Any;
use std::fmt::Display;
use std::rc::Rc;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Something with hooks of its own; drawn again when it no longer equals what it was, and when a
/// hook says so.
pub trait Part: PartialEq + 'static {
    /// Which part this is. Hooks are told apart by the order of their calls, so parts that call
    /// others than this one must have another name.
    const NAME: &'static str;

    /// Draws it. Calls the same hooks in the same order every time.
    fn draw(&self, context: &mut HookContext) -> Html;
}

/// `part`, placed among its siblings by its name.
pub fn part<P: Part>(part: P) -> Html {
    placed(P::NAME.to_owned(), Kind(Rc::new(part)))
}

/// `part`, placed by its name and `key`: another key makes it anew.
pub fn part_at<P: Part>(key: impl Display, part: P) -> Html {
    placed(format!("{} {key}", P::NAME), Kind(Rc::new(part)))
}

fn placed(key: String, kind: Kind) -> Html {
    html! { <Hooked {key} {kind} /> }
}

/// [`Part`] as an object.
trait AnyPart {
    fn draw(&self, context: &mut HookContext) -> Html;
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn AnyPart) -> bool;
}

impl<P: Part> AnyPart for P {
    fn draw(&self, context: &mut HookContext) -> Html {
        Part::draw(self, context)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn AnyPart) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }
}

#[derive(Clone)]
struct Kind(Rc<dyn AnyPart>);

impl PartialEq for Kind {
    fn eq(&self, other: &Kind) -> bool {
        self.0.equals(&*other.0)
    }
}

#[derive(Clone, PartialEq, Properties)]
struct HookedProps {
    kind: Kind,
}

/// The one component.
#[component]
fn Hooked(props: &HookedProps) -> Html {
    use_kind(&props.kind)
}

fn use_kind(kind: &Kind) -> Hooks<'_> {
    Hooks(kind)
}

/// The hooks of a part, as one.
struct Hooks<'a>(&'a Kind);

impl Hook for Hooks<'_> {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.0.draw(context)
    }
}

/// Draws `part` in `host`, until it is taken away or for good.
pub fn show(host: web_sys::Element, part: impl Part) -> Shown {
    let kind = Kind(Rc::new(part));
    Shown(yew::Renderer::<Hooked>::with_root_and_props(host, HookedProps { kind }).render())
}

/// A part that is shown.
pub struct Shown(AppHandle<Hooked>);

impl Shown {
    /// Takes it away, a moment later.
    pub fn take_away(self) {
        self.0.destroy();
    }
}
