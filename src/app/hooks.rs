//! What pages hook into: the address, the engine, the shelf, announcements.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::browser;
use super::later::{Later, Loader, MISSING};
use super::link::EngineLink;
use super::mount::Mount;
use super::remote::Remote;
use super::route::Route;
use crate::export::Format;
use crate::protocol::{FileQuestion, Question, Request, Response, Shelf};

/// How long the last answer stands for the next before the page says that it waits: to draw the
/// page once more for each letter typed would cost the frame that the answer needs.
const PATIENCE_MS: u32 = 100;

/// The address and the ways to change it.
#[derive(Clone, PartialEq)]
pub struct Address {
    /// Where we are.
    pub route: Route,
    /// Goes elsewhere; Back returns here.
    pub go: Callback<Route>,
    /// Changes the address of this view in place, as while typing.
    pub amend: Callback<Route>,
    /// How we came here.
    pub way: Way,
    /// Where the app is mounted.
    pub mount: Mount,
}

/// How a reader came to an address.
#[derive(Clone, Copy, PartialEq)]
pub enum Way {
    /// The page was opened at it.
    Opened,
    /// It was read on a plain page, in whose place the app comes.
    Resumed,
    /// By a link, a key or what was typed.
    Followed,
    /// By Back or Forward; how far the page was scrolled when it was left.
    Returned(f64),
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

/// All that pages hook into, in one context: five would cost five life cycles.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// The line to the engine.
    pub engine: EngineLink,
    /// The second part of the wasm.
    pub later: Loader,
    /// Whether the workshop made the open corpus, and lists it.
    pub is_own: bool,
    /// The sources of the open corpus; none while it is opened.
    pub shelf: Rc<Shelf>,
    /// Where we are.
    pub address: Address,
    /// What the reader picked for comparison.
    pub picked: Picked,
    /// The way to say something.
    pub announce: Announce,
    /// Shows what to paste to have an address behind `#` in another page.
    pub embed: Callback<String>,
}

#[hook]
fn use_desk() -> Desk {
    use_context().expect("`Root` provides the desk above every page")
}

/// A value of a part, which is drawn anew when it is set.
///
/// One kind of state serves all types: each type of Yew's own is two hundred bytes of the page more.
pub struct Value<T> {
    state: UseStateHandle<Rc<dyn Any>>,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static> Value<T> {
    /// Takes the place of what it was.
    pub fn set(&self, value: T) {
        self.state.set(Rc::new(value));
    }
}

impl<T> Clone for Value<T> {
    fn clone(&self) -> Value<T> {
        Value {
            state: self.state.clone(),
            of: PhantomData,
        }
    }
}

impl<T: 'static> Deref for Value<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let value: &dyn Any = &**self.state;
        value
            .downcast_ref()
            .expect("it was made and is set as a `T`")
    }
}

/// A value, which at first is `initial`.
#[hook]
pub fn use_value<T: 'static>(initial: impl FnOnce() -> T + 'static) -> Value<T> {
    Value {
        state: use_any(Box::new(|| Rc::new(initial()))),
        of: PhantomData,
    }
}

#[hook]
fn use_any(initial: Box<dyn FnOnce() -> Rc<dyn Any>>) -> UseStateHandle<Rc<dyn Any>> {
    use_state(initial)
}

/// What an effect is repeated for when it differs.
trait Cause: Any {
    fn is(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + 'static> Cause for T {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

struct AnyCause(Box<dyn Cause>);

impl PartialEq for AnyCause {
    fn eq(&self, other: &AnyCause) -> bool {
        self.0.is(&*other.0)
    }
}

/// Does `then` when the part is drawn, and again when `cause` differs from the last time. What it
/// gives back is done before the next time and in the end. One kind of effect serves all causes.
#[hook]
pub fn use_after<T, D>(cause: T, then: impl FnOnce(&T) -> D + 'static)
where
    T: PartialEq + 'static,
    D: TearDown,
{
    use_any_effect(
        AnyCause(Box::new(cause)),
        Box::new(|cause| {
            let undo = then(cause.downcast_ref().expect("it is the cause above"));
            Box::new(|| undo.tear_down())
        }),
    );
}

type AnyEffect = Box<dyn FnOnce(&dyn Any) -> Box<dyn FnOnce()>>;

#[hook]
fn use_any_effect(cause: AnyCause, then: AnyEffect) {
    use_effect_with(cause, |cause| then(&*cause.0));
}

/// Something that is on or off.
#[hook]
pub fn use_switch(on: bool) -> Value<bool> {
    use_value(move || on)
}

/// The dialog to be; shown while `open`, and `prepare` is called before.
#[hook]
pub fn use_dialog(open: bool, prepare: Callback<()>) -> NodeRef {
    let dialog = use_node_ref();
    let shown = dialog.clone();
    use_after(open, move |open| {
        if let Some(dialog) = shown.cast::<HtmlDialogElement>() {
            if *open {
                prepare.emit(());
                browser::show_dialog(&dialog);
            } else {
                dialog.close();
            }
        }
    });
    dialog
}

/// The address.
#[hook]
pub fn use_address() -> Address {
    use_desk().address
}

/// Where the app is mounted.
#[hook]
pub fn use_mount() -> Mount {
    use_address().mount
}

/// The sources of the open corpus.
#[hook]
pub fn use_shelf() -> Rc<Shelf> {
    use_desk().shelf
}

/// Whether the workshop made the open corpus, and lists it.
#[hook]
pub fn use_is_own() -> bool {
    use_desk().is_own
}

/// What the reader picked for comparison.
#[hook]
pub fn use_picked() -> Picked {
    use_desk().picked
}

/// The second part of the wasm: loaded, on its way, or a sentence why it is not here.
#[hook]
pub fn use_later() -> Remote<&'static Later> {
    let loader = use_desk().later;
    let loaded = loader.loaded();
    let came = use_value(|| Remote::Loading(None));
    let setter = came.clone();
    use_after((), move |()| {
        if loader.loaded().is_none() {
            spawn_local(async move {
                setter.set(match loader.get().await {
                    Some(later) => Remote::Ready(later),
                    None => Remote::Failed(MISSING.to_owned()),
                });
            });
        }
    });
    match loaded {
        Some(later) => Remote::Ready(later),
        None => (*came).clone(),
    }
}

/// The way to say something.
#[hook]
pub fn use_announce() -> Announce {
    use_desk().announce
}

/// The way to show what to paste to have an address, behind `#`, in another page.
#[hook]
pub fn use_embed() -> Callback<String> {
    use_desk().embed
}

/// The way to copy a text; what is said when that is done comes with it.
#[hook]
pub fn use_copying() -> Callback<(String, &'static str)> {
    let announce = use_announce();
    Callback::from(move |(text, done): (String, &'static str)| {
        let announce = announce.clone();
        spawn_local(async move {
            let copied = browser::copy(&text).await;
            announce.emit(match copied {
                true => done.to_owned(),
                false => format!("The browser keeps its clipboard closed here. To copy: {text}"),
            });
        });
    })
}

/// The way to save what was found as a file.
#[hook]
pub fn use_saving() -> Callback<FileQuestion> {
    let Desk {
        engine, announce, ..
    } = use_desk();
    Callback::from(move |question: FileQuestion| {
        let (name, format) = match &question {
            FileQuestion::Hits(_) => ("hits", Format::Csv),
            FileQuestion::Lines(_) => ("lines", Format::Csv),
            FileQuestion::Counts(_) => ("counts", Format::Csv),
            FileQuestion::Timeline(_) => ("timeline", Format::Csv),
            FileQuestion::Statements(_, format) => ("statements", *format),
            FileQuestion::Reviews(_) => ("links", Format::Csv),
            FileQuestion::Corrections(_) | FileQuestion::Names(_) => ("names", Format::Csv),
        };
        let name = format!("{name}.{}", format.extension());
        let announce = announce.clone();
        let then = Callback::from(move |response| {
            announce.emit(match response {
                Response::File(text) if browser::save(&name, format.media_type(), &text) => {
                    format!("Saved as {name}.")
                }
                Response::Failed(why) => why,
                _ => "This browser does not let the page save files.".to_owned(),
            });
        });
        engine.ask(question.request(), then);
    })
}

/// A response that is known to answer `Q`.
pub struct Answered<Q>(Rc<Response>, PhantomData<Q>);

impl<Q> Clone for Answered<Q> {
    fn clone(&self) -> Answered<Q> {
        Answered(self.0.clone(), PhantomData)
    }
}

/// Whether it is the same response; to compare what it holds would cost more than to draw it.
impl<Q> PartialEq for Answered<Q> {
    fn eq(&self, other: &Answered<Q>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<Q: Question> Deref for Answered<Q> {
    type Target = Q::Answer;

    fn deref(&self) -> &Q::Answer {
        Q::answer(&self.0).expect("`use_answer` makes these of answers to Q only")
    }
}

/// Which response an answer is; two are equal when they are the very same.
#[derive(Clone)]
pub struct Version(Option<Rc<Response>>);

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        let address = |it: &Version| it.0.as_ref().map(Rc::as_ptr);
        address(self) == address(other)
    }
}

impl<Q> Remote<Answered<Q>> {
    /// Which response is shown now.
    pub fn version(&self) -> Version {
        Version(self.shown().map(|it| it.0.clone()))
    }
}

/// The answer to `question`. While a new one is awaited the last answer stays; an older answer
/// never replaces a newer one.
#[hook]
pub fn use_answer<Q: Question>(question: Q) -> Remote<Answered<Q>> {
    let answered = |response: Rc<Response>| {
        let fits = Q::answer(&response).is_some();
        fits.then_some(Answered(response, PhantomData))
    };
    match use_response(question.request()) {
        Remote::Idle => Remote::Idle,
        Remote::Loading(last) => Remote::Loading(last.and_then(answered)),
        Remote::Ready(response) => match answered(response) {
            Some(answer) => Remote::Ready(answer),
            None => Remote::Failed("The engine answered another question.".to_owned()),
        },
        Remote::Failed(why) => Remote::Failed(why),
    }
}

/// [`use_answer`] for all questions at once: one hook, where each type of question would be one.
#[hook]
fn use_response(request: Request) -> Remote<Rc<Response>> {
    let engine = use_desk().engine;
    let remote = use_value(Remote::<Rc<Response>>::default);
    // The last value set, which `remote` of an older render would not know.
    let current = use_mut_ref(Remote::<Rc<Response>>::default);
    let setter = remote.clone();
    use_after((request, engine), move |(request, engine)| {
        let awaited = current.borrow().awaited();
        *current.borrow_mut() = awaited.clone();
        let patience = if awaited.shown().is_some() {
            PATIENCE_MS
        } else {
            0
        };
        let says_so = setter.clone();
        let waiting = Timeout::new(patience, move || says_so.set(awaited));
        // Emptied by the answer, or by the next question, which the answer then comes too late for.
        let wanted = Rc::new(RefCell::new(Some(waiting)));
        let still_wanted = wanted.clone();
        let then = Callback::from(move |response| {
            if still_wanted.take().is_none() {
                return;
            }
            let value = match response {
                Response::Failed(why) => Remote::Failed(why),
                response => Remote::Ready(Rc::new(response)),
            };
            *current.borrow_mut() = value.clone();
            setter.set(value);
        });
        engine.ask(request.clone(), then);
        move || drop(wanted.take())
    });
    (*remote).clone()
}
