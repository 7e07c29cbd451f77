//! The wasm of the page and of its worker: one module with a way in for each, a third for an element
//! of somebody else's page, and a second part that all load when they need it.

use std::cell::RefCell;
use std::rc::Rc;

use crossread::app::clerk::Clerk;
use crossread::app::later::{LATER, Later, Loader};
use crossread::app::link::{EngineLink, READY};
use crossread::app::mount::{Hosted, KeysFrom, Mount};
use crossread::app::part::Shown;
use crossread::app::{Root, browser, part};
use crossread::decoder::decode;
use crossread::protocol::{Request, RequestId};
use crossread::shards::Need;
use gloo::events::EventListener;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{DedicatedWorkerGlobalScope, Element, HtmlElement, MessageEvent};

fn main() {}

/// Shows the page in `#app`. `spawn` starts a worker that calls [`worker`]; `corpus` gives a promise
/// of the corpus that the address names: its `bytes` and its `address`.
#[wasm_bindgen]
pub fn page(spawn: Function, corpus: Function) {
    let root = browser::find("#app").expect("index.html has an element #app");
    root.set_inner_text("");
    let later = loader();
    let root_part = Root {
        mount: Mount::page(),
        engine: EngineLink::new(spawn.clone(), later.clone()),
        spawn,
        corpus,
        later,
    };
    // For good.
    let _ = part::show(root.into(), root_part);
}

#[wasm_bindgen]
extern "C" {
    /// What `assets/embed.js` says of an element: `host`, which has the shadow root, and `place` in it,
    /// where the app is drawn; `page`, the address of the page that has all of it; `src`, the address
    /// of the corpus; `hash`, what to show; `shortcuts`, from where keys are taken; `spawn` and
    /// `corpus`, as [`page`] has them; `tell`, which hears what happens.
    pub type Guest;

    #[wasm_bindgen(method, getter)]
    fn host(this: &Guest) -> HtmlElement;
    #[wasm_bindgen(method, getter)]
    fn place(this: &Guest) -> Element;
    #[wasm_bindgen(method, getter)]
    fn page(this: &Guest) -> String;
    #[wasm_bindgen(method, getter)]
    fn src(this: &Guest) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &Guest) -> String;
    #[wasm_bindgen(method, getter)]
    fn shortcuts(this: &Guest) -> String;
    #[wasm_bindgen(method, getter)]
    fn spawn(this: &Guest) -> Function;
    #[wasm_bindgen(method, getter)]
    fn corpus(this: &Guest) -> Function;
    #[wasm_bindgen(method, getter)]
    fn tell(this: &Guest) -> Function;
}

thread_local! {
    /// The engines of elements, by the addresses of their corpora, and how many elements ask each.
    static ENGINES: RefCell<Vec<(String, EngineLink, usize)>> = const { RefCell::new(Vec::new()) };
    /// One for all elements.
    static LOADER: Loader = loader();
}

/// The app in an element of somebody else's page.
#[wasm_bindgen]
pub struct Embedded {
    mount: Mount,
    shown: Shown,
    src: String,
}

/// Shows the app in an element; nothing where it has no open shadow root. Elements with the same
/// corpus share an engine.
#[wasm_bindgen]
pub fn embed(guest: &Guest) -> Option<Embedded> {
    browser::store_nothing();
    let mount = Mount::element(Hosted {
        host: guest.host(),
        page: guest.page(),
        hash: guest.hash(),
        keys: KeysFrom::named(&guest.shortcuts()),
        tell: guest.tell(),
    })?;
    let later = LOADER.with(Loader::clone);
    let (src, spawn) = (guest.src(), guest.spawn());
    let engine = ENGINES.with_borrow_mut(|engines| {
        if let Some(engine) = engines.iter_mut().find(|it| it.0 == src) {
            engine.2 += 1;
            return engine.1.clone();
        }
        let engine = EngineLink::new(spawn.clone(), later.clone());
        engines.push((src.clone(), engine.clone(), 1));
        engine
    });
    let root = Root {
        mount: mount.clone(),
        engine,
        spawn,
        corpus: guest.corpus(),
        later,
    };
    Some(Embedded {
        mount,
        shown: part::show(guest.place(), root),
        src,
    })
}

#[wasm_bindgen]
impl Embedded {
    /// Goes to an address, `#` included.
    pub fn go(&self, hash: &str) {
        self.mount.go(hash);
    }

    /// Takes the app away, and ends its engine if no other element has it.
    pub fn close(self) {
        self.shown.take_away();
        let last = ENGINES.with_borrow_mut(|engines| {
            let at = engines.iter().position(|it| it.0 == self.src)?;
            engines[at].2 -= 1;
            (engines[at].2 == 0).then(|| engines.remove(at).1)
        });
        if let Some(engine) = last {
            engine.close();
        }
    }
}

/// Answers requests in a worker, until the page ends it.
#[wasm_bindgen]
pub fn worker() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answers_to = scope.clone();
    let later = loader();
    let clerk = Rc::new(Clerk::new(later.clone()));
    EventListener::new(&scope, "message", move |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        let bytes = data.and_then(|it| it.dyn_into::<Uint8Array>().ok());
        let request = bytes.and_then(|it| decode::<(RequestId, Request)>(&it.to_vec()));
        let Some((id, request)) = request else {
            return;
        };
        let (clerk, later, answers_to) = (clerk.clone(), later.clone(), answers_to.clone());
        spawn_local(async move {
            let opens = matches!(request, Request::Open(_));
            let reply = clerk.reply(id, request).await;
            let answer = postcard::to_allocvec(&reply).expect("answers are plain data");
            // Fails only when memory is out; the page then notices the silence.
            let _ = answers_to.post_message(&Uint8Array::from(answer.as_slice()));
            // What is asked next may need it, and it comes while the page draws.
            if opens {
                later.get().await;
            }
        });
    })
    .forget();
    let _ = scope.post_message(&READY.into());
}

/// Where the wasm is cut in two: awaiting this loads the second part.
#[allow(unsafe_code)] // what the macro writes links the parts
#[wasm_split(later, fallible)]
fn later() -> Result<&'static Later, SplitLoaderError> {
    Ok(&LATER)
}

async fn load() -> Option<&'static Later> {
    later().await.ok()
}

#[wasm_bindgen]
extern "C" {
    /// In `assets/fetch.js`, which the build puts beside what is made of this.
    #[wasm_bindgen(js_name = fetchFiles, catch)]
    async fn fetch_files(
        root: &str,
        names: Vec<String>,
        lengths: Vec<u32>,
        is_anew: bool,
    ) -> Result<JsValue, JsValue>;
}

async fn fetch(root: String, needs: Vec<Need>, is_anew: bool) -> Option<Vec<Vec<u8>>> {
    let lengths = needs.iter().map(|it| it.n_bytes).collect();
    let names = needs.into_iter().map(|it| it.name).collect();
    let files = fetch_files(&root, names, lengths, is_anew).await.ok()?;
    let files = js_sys::Array::from(&files);
    Some(
        files
            .iter()
            .map(|it| Uint8Array::new(&it).to_vec())
            .collect(),
    )
}

/// What brings that which is not here from the start.
fn loader() -> Loader {
    Loader::new(
        || Box::pin(load()),
        |root, needs, is_anew| Box::pin(fetch(root, needs, is_anew)),
    )
}
