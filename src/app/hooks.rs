//! What pages hook into: the address, the engine, the shelf, announcements.

use std::rc::Rc;

use yew::prelude::*;

use super::link::EngineLink;
use super::remote::Remote;
use super::route::Route;
use crate::protocol::{Question, Response, Shelf};

/// The address and the ways to change it.
#[derive(Clone, PartialEq)]
pub struct Address {
    /// Where we are.
    pub route: Route,
    /// Goes elsewhere; Back returns here.
    pub go: Callback<Route>,
    /// Changes the address of this view in place, as while typing.
    pub amend: Callback<Route>,
}

/// The documents that the reader picked for comparison, in order of picking.
#[derive(Clone, PartialEq)]
pub struct Picked {
    /// Keys.
    pub keys: Rc<Vec<String>>,
    /// Picks a document, or drops it.
    pub toggle: Callback<String>,
}

/// Says something to the reader: shown for a while and read out.
pub type Announce = Callback<String>;

/// The address.
#[hook]
pub fn use_address() -> Address {
    use_context().expect("`Root` provides the address above every page")
}

/// The line to the engine.
#[hook]
pub fn use_engine() -> EngineLink {
    use_context().expect("`Root` provides the engine above every page")
}

/// The sources of the open corpus.
#[hook]
pub fn use_shelf() -> Rc<Shelf> {
    use_context().expect("`Root` shows pages only when a corpus is open")
}

/// What the reader picked for comparison.
#[hook]
pub fn use_picked() -> Picked {
    use_context().expect("`Root` provides the picked documents above every page")
}

/// The way to say something.
#[hook]
pub fn use_announce() -> Announce {
    use_context().expect("`Root` provides announcements above every page")
}

/// The answer to `question`. While a new one is awaited the last answer stays; an older answer
/// never replaces a newer one.
#[hook]
pub fn use_answer<Q: Question>(question: Q) -> Remote<Rc<Q::Answer>> {
    let engine = use_engine();
    let remote = use_state(Remote::<Rc<Q::Answer>>::default);
    // The last value set, which `remote` of an older render would not know.
    let current = use_mut_ref(Remote::<Rc<Q::Answer>>::default);
    let setter = remote.setter();
    use_effect_with((question, engine), move |(question, engine)| {
        let awaited = current.borrow().awaited();
        *current.borrow_mut() = awaited.clone();
        setter.set(awaited);
        let wanted = Rc::new(std::cell::Cell::new(true));
        let still_wanted = wanted.clone();
        let then = Callback::from(move |response| {
            if !still_wanted.get() {
                return;
            }
            let value = match response {
                Response::Failed(why) => Remote::Failed(why),
                other => match Q::answer(other) {
                    Some(answer) => Remote::Ready(Rc::new(answer)),
                    None => Remote::Failed("The engine answered another question.".to_owned()),
                },
            };
            *current.borrow_mut() = value.clone();
            setter.set(value);
        });
        engine.ask(question.request(), then);
        move || wanted.set(false)
    });
    (*remote).clone()
}
